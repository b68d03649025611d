import React from 'react';
import { Link } from 'react-router-dom';
import { moment } from '../../kit/format.ts';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { Table, type Row } from '../../kit/Table.tsx';

/** The newest cases: each leads to its person, its order and, by its code, to everything with that code. */
export function Occurrences({ rows }: { rows: readonly Row[] }): React.ReactElement {
  const columnOf = useColumns('error_occurrences');
  const say = useSay();
  return (
    <Table
      testId="occurrences"
      head={['at', 'reference', 'user_id', 'order_id', 'message'].map((name) => columnOf(name).label)}
    >
      {rows.map((row) => {
        const code = plain(row['reference']);
        return (
          <tr key={plain(row['id'])}>
            <td className="sb-nowrap">{moment(row['at'], say.language)}</td>
            <td>
              {code === '' ? null : (
                <Link className="sb-link" to={`/admin/resources/error_occurrences?filters.reference=${code}`}>
                  <code>{code}</code>
                </Link>
              )}
            </td>
            <td>
              {plain(row['user_id']) === '' ? null : (
                <RecordLink resource="users" id={row['user_id']}>
                  #{plain(row['user_id'])}
                </RecordLink>
              )}
            </td>
            <td>
              {plain(row['order_id']) === '' ? null : <RecordLink resource="orders" id={row['order_id']} />}
            </td>
            <td>{plain(row['message'])}</td>
          </tr>
        );
      })}
    </Table>
  );
}
