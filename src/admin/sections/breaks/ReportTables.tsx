import React from 'react';
import { Card, Facts } from '../../kit/Card.tsx';
import { Chip, Pill } from '../../kit/Chip.tsx';
import { moment, withMinus } from '../../kit/format.ts';
import { Empty, Muted } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { Table } from '../../kit/Table.tsx';
import { ACCOUNT_KINDS } from '../../words/ledger.ts';
import type { ReportView, ShownClearing } from './report.ts';
import { CLASSES } from './classes.ts';
import { AGES, REPORT } from './texts.ts';

/**
 * What was asked for and what came, what the ledger has of it, breaks, and the balance on both sides: for a period or a
 * stored day.
 */
export function ReportTables({ report }: { report: ReportView }): React.ReactElement {
  return (
    <>
      <Invoices rows={report.invoices} />
      <Amounts rows={report.amounts} />
      <Breaks rows={report.breaks} ages={report.ages} />
      <Clearing clearing={report.clearing} />
    </>
  );
}

function Invoices({ rows }: { rows: ReportView['invoices'] }): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns('invoices');
  const heads = [
    columnOf('status').label,
    columnOf('asset').label,
    ...[REPORT.count, REPORT.asked, REPORT.received, REPORT.fees].map((text) => say(text)),
  ];
  return (
    <Card title={say(REPORT.invoices)}>
      {rows.length === 0 ? <Empty>{say(REPORT.none)}</Empty> : null}
      <Table head={heads} numbers={4} testId="report">
        {rows.map((row) => (
          <tr key={`${row.asset} ${row.status}`}>
            <td>
              <Chip source="invoices" name="status" value={row.status} />
            </td>
            <td>{row.asset}</td>
            <td className="sb-number">{row.count}</td>
            <td className="sb-number">{row.asked}</td>
            <td className="sb-number">{row.received}</td>
            <td className="sb-number">{row.fees}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}

function Amounts({ rows }: { rows: ReportView['amounts'] }): React.ReactElement {
  const say = useSay();
  return (
    <Card title={say(REPORT.amounts)}>
      {rows.length === 0 ? <Empty>{say(REPORT.noAmounts)}</Empty> : null}
      <Table>
        {rows.map((row) => (
          <tr key={`${row.asset} ${row.kind}`}>
            <td>{say.of(ACCOUNT_KINDS, row.kind)}</td>
            <td className="sb-number">{withMinus(row.change)}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}

function Breaks({
  rows,
  ages,
}: {
  rows: ReportView['breaks'];
  ages: ReportView['ages'];
}): React.ReactElement {
  const say = useSay();
  return (
    <Card
      title={say(REPORT.breaks)}
      aside={<Muted>{ages.map(({ age, open }) => `${say.of(AGES, age)}: ${open}`).join(' · ')}</Muted>}
    >
      {rows.length === 0 ? <Empty>{say(REPORT.noBreaks)}</Empty> : null}
      <Table>
        {rows.map((row) => (
          <tr key={row.class}>
            <td>{say.of(CLASSES, row.class)}</td>
            <td className="sb-number">{say(REPORT.opened, { n: row.opened })}</td>
            <td className="sb-number">{say(REPORT.resolved, { n: row.resolved })}</td>
            <td className="sb-number">{say(REPORT.open, { n: row.open })}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}

function Clearing({ clearing }: { clearing: ShownClearing }): React.ReactElement {
  const say = useSay();
  const { ledger, provider, at, others } = clearing;
  return (
    <Card title={say(REPORT.clearing)} aside={<Muted>{moment(at, say.language, true)}</Muted>}>
      <Facts
        rows={[
          [say(REPORT.ledger), withMinus(ledger)],
          [say(REPORT.provider), provider === null ? say(REPORT.silent) : withMinus(provider)],
          [say(REPORT.difference), <Difference key="difference" clearing={clearing} />],
          ...(others.length === 0 ? [] : [[say(REPORT.others), others.map(withMinus).join(' · ')] as const]),
        ]}
      />
      <Muted>{say(REPORT.ledgerAbout)}</Muted>
      <Muted>{say(REPORT.clearingAbout)}</Muted>
    </Card>
  );
}

/** How much more or less the provider has than the ledger says. Anything except zero is highlighted. */
export function Difference({
  clearing: { difference, agrees },
}: {
  clearing: Pick<ShownClearing, 'difference' | 'agrees'>;
}): React.ReactElement {
  const say = useSay();
  if (difference === null) return <Pill tone="wait">{say(REPORT.differenceUnknown)}</Pill>;
  return <Pill tone={agrees ? 'good' : 'bad'}>{withMinus(difference)}</Pill>;
}
