import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { dayName, withMinus } from '../../kit/format.ts';
import { Empty, Muted } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import type { MarginTable } from './margins.ts';
import { TEXTS } from './texts.ts';

/** What delivered stars were sold for, what they cost, and what is left. */
export function Margins({
  title,
  head,
  table: { lines, withoutCost },
  testId,
}: {
  title: string;
  head: string;
  table: MarginTable;
  testId: string;
}): React.ReactElement {
  const say = useSay();
  const names = [TEXTS.deliveries, TEXTS.delivered, TEXTS.soldFor, TEXTS.cost, TEXTS.margin];
  return (
    <Card title={title}>
      {lines.length === 0 ? (
        <Empty />
      ) : (
        <Table head={[head, ...names.map((name) => say(name))]} numbers={names.length} testId={testId}>
          {lines.map(({ key, deliveries, stars, soldFor, cost, margin }) => (
            <tr key={key}>
              <td>{key === null ? say(TEXTS.fromBalance) : dayName(key, say.language)}</td>
              {[String(deliveries), stars, soldFor, cost, margin].map((value, index) => (
                <td key={index} className="sb-number">
                  {withMinus(value)}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      )}
      {withoutCost === 0 ? null : <Muted>{say(TEXTS.withoutCost, { n: withoutCost })}</Muted>}
    </Card>
  );
}
