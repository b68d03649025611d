import React from 'react';
import { Link } from 'react-router-dom';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { Table } from '../../kit/Table.tsx';
import { Value } from '../../kit/Value.tsx';
import type { HandView } from './hand.ts';
import { QUEUE } from './texts.ts';

const SHOWN = ['sender', 'stars', 'sent_to', 'proof'];

/** Large deliveries that one person reports as sent and another person must check. */
export function SecondPeople({
  waiting,
  mayConfirm,
}: {
  waiting: HandView['second'];
  mayConfirm: boolean;
}): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns('deliveries');
  return (
    <Table head={[columnOf('created_at').label, ...SHOWN.map((name) => columnOf(name).label), '']}>
      {waiting.map(({ row, isOwn }) => {
        const id = plain(row['id']);
        return (
          <tr key={id}>
            <td>
              <RecordLink resource="deliveries" id={id}>
                <Value source="deliveries" name="created_at" value={row['created_at']} />
              </RecordLink>
            </td>
            {SHOWN.map((name) => (
              <td key={name}>
                <Value source="deliveries" name={name} value={row[name]} />
              </td>
            ))}
            <td>
              {isOwn ? <span className="sb-muted">{say(QUEUE.own)}</span> : null}
              {mayConfirm && !isOwn ? (
                <Link to={`/admin/resources/deliveries/records/${id}/confirmSent`} className="sb-link">
                  {say(QUEUE.check)}
                </Link>
              ) : null}
            </td>
          </tr>
        );
      })}
    </Table>
  );
}
