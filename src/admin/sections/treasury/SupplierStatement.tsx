import { Button } from '@adminjs/design-system';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Download } from '../../kit/Download.tsx';
import { moment, withMinus } from '../../kit/format.ts';
import { Empty, Muted, Row } from '../../kit/Layout.tsx';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { Period } from '../ledger/Period.tsx';
import type { ShownStatement } from './statementView.ts';
import { LISTS, MOVE_WORDS, TEXTS, TOTALS } from './supplierTexts.ts';

/** What happened with the money for a supplier in a period. The file has the same figures and lines. */
export function SupplierStatement({
  supplier,
  statement: { from, to, totals, lines, isWhole, list },
  onChange,
}: {
  supplier: string;
  statement: ShownStatement;
  onChange: (params: Record<string, string>) => void;
}): React.ReactElement {
  const say = useSay();
  const asked: Record<string, string> = list === 'unasked' ? {} : { list: '1' };
  const file = `/admin/export/suppliers/${supplier}?${new URLSearchParams({ from, to, ...asked }).toString()}`;
  return (
    <Card title={say(TEXTS.statement)} aside={<Download href={file}>CSV</Download>}>
      <div className="sb-field">
        <Row>
          <Period from={from} to={to} onChange={(period) => onChange({ ...period })} />
          <Button
            size="sm"
            variant="outlined"
            onClick={() => onChange({ from, to, list: '1' })}
            data-testid="ask-list"
          >
            {say(TEXTS.askList)}
          </Button>
        </Row>
      </div>
      <Table testId="totals">
        {totals.map(({ name, amount }) => (
          <tr
            key={name}
            className={name.endsWith('opening') || name.endsWith('closing') ? 'sb-ledger-sum' : ''}
          >
            <td>{say(TOTALS[name])}</td>
            <td className="sb-number">{withMinus(amount)}</td>
          </tr>
        ))}
      </Table>
      {list === 'unasked' ? null : <Muted>{say(LISTS[list])}</Muted>}
      {isWhole ? null : <Muted>{say(TEXTS.tooLong)}</Muted>}
      {lines.length === 0 ? (
        <Empty />
      ) : (
        <Table
          head={[say(TEXTS.when), say(TEXTS.move), say(TEXTS.delivery), say(TEXTS.amount)]}
          numbers={1}
          testId="lines"
        >
          {lines.map(({ at, move, amount, journalId, deliveryId }, index) => (
            <tr key={index}>
              <td>
                <RecordLink resource="ledger_journals" id={journalId}>
                  {moment(at, say.language, true)}
                </RecordLink>
              </td>
              <td>{say(MOVE_WORDS[move])}</td>
              <td>{deliveryId === null ? '' : <RecordLink resource="deliveries" id={deliveryId} />}</td>
              <td className="sb-number">{withMinus(amount)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
