import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { useTranslation } from 'adminjs';
import { Card } from '../../kit/Card.tsx';
import { Radio } from '../../kit/FormParts.tsx';
import { moment } from '../../kit/format.ts';
import { Empty } from '../../kit/Layout.tsx';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { RowTable, Table } from '../../kit/Table.tsx';
import { usePage } from '../../kit/usePage.ts';
import { Value } from '../../kit/Value.tsx';
import type { SupplierView } from './supplier.ts';
import { SupplierNow } from './SupplierNow.tsx';
import { SupplierStatement } from './SupplierStatement.tsx';
import { TEXTS } from './supplierTexts.ts';
import { SUPPLIERS } from './texts.ts';

/** A supplier of stars: how it is, what it asks, what went wrong, and the statement of a period. */
export default function Suppliers(): React.ReactElement {
  const [params, setParams] = useState<Record<string, string>>({});
  const { data, instead } = usePage<SupplierView>('suppliers', params);
  const { translatePage } = useTranslation();
  if (!data) return instead;
  const { supplier } = data;
  return (
    <div className="sb-page">
      <h1 className="sb-field">{translatePage('suppliers')}</h1>
      <Radio
        choice={{ name: 'supplier', words: SUPPLIERS }}
        chosen={supplier}
        onChoose={(name) => setParams({ supplier: name })}
      />
      <SupplierNow key={supplier} view={data} />
      <Quotes view={data} />
      <Failures failures={data.failures} />
      <SupplierStatement
        supplier={supplier}
        statement={data.statement}
        onChange={(period) => setParams({ supplier, ...period })}
      />
    </div>
  );
}

function Quotes({ view: { supplier, quotes, history } }: { view: SupplierView }): React.ReactElement {
  const say = useSay();
  const list = `/admin/resources/supplier_quotes?filters.supplier=${supplier}`;
  return (
    <Card
      title={say(TEXTS.quotes)}
      aside={
        <Link to={list} className="sb-link">
          {say(TEXTS.allQuotes)}
        </Link>
      }
    >
      {quotes.length === 0 ? (
        <Empty>{say(TEXTS.noQuotes)}</Empty>
      ) : (
        <Table
          head={[say(TEXTS.quotedAt), say(TEXTS.stars), say(TEXTS.price), say(TEXTS.perStar)]}
          numbers={3}
          testId="quotes"
        >
          {quotes.map(({ stars, cost, perStar, at }) => (
            <tr key={stars}>
              <td>
                <Link to={`${list}&filters.stars=${stars}`}>{moment(at, say.language)}</Link>
              </td>
              <td className="sb-number">{stars}</td>
              <td className="sb-number">{cost}</td>
              <td className="sb-number">{perStar}</td>
            </tr>
          ))}
        </Table>
      )}
      {history.length === 0 ? null : (
        <>
          <p className="sb-muted">{say(TEXTS.quoteHistory)}</p>
          <RowTable source="supplier_quotes" rows={history} names={['at', 'stars', 'amount', 'star_cost']} />
        </>
      )}
    </Card>
  );
}

function Failures({ failures }: Pick<SupplierView, 'failures'>): React.ReactElement {
  const say = useSay();
  return (
    <Card title={say(TEXTS.failures)}>
      {failures.length === 0 ? (
        <Empty>{say(TEXTS.noFailures)}</Empty>
      ) : (
        <Table testId="failures">
          {failures.map(({ id, at, call, outcome, deliveryId }) => (
            <tr key={id}>
              <td>{moment(at, say.language, true)}</td>
              <td>
                <Value source="delivery_answers" name="call" value={call} />
              </td>
              <td>
                <Value source="delivery_answers" name="outcome" value={outcome} />
              </td>
              <td>
                <RecordLink resource="deliveries" id={deliveryId} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
