import React from 'react';
import { Empty } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { Value } from '../../kit/Value.tsx';
import { Decisions } from './Decisions.tsx';
import type { ShownWish } from './proposal.ts';
import { KINDS, TEXTS } from './texts.ts';
import { Waits } from './Waits.tsx';
import { WishAbout, WishLines } from './Wish.tsx';

/** Limits, rules, accounts and breaks that wait for another person, the oldest first. */
export function Wishes({ wishes }: { wishes: readonly ShownWish[] }): React.ReactElement {
  const say = useSay();
  if (wishes.length === 0) return <Empty>{say(TEXTS.wishesEmpty)}</Empty>;
  return (
    <Table>
      {wishes.map((wish) => (
        <Line key={plain(wish.row['id'])} wish={wish} />
      ))}
    </Table>
  );
}

function Line({ wish }: { wish: ShownWish }): React.ReactElement {
  const { section, row, isOwn, mayDecide } = wish;
  const say = useSay();
  const id = plain(row['id']);
  return (
    <tr data-wish={id}>
      <Waits from={row['created_at']} />
      <td>
        <RecordLink resource={section} id={id}>
          {say.of(KINDS, row['kind'])}
        </RecordLink>
        <div className="sb-muted">
          <WishAbout wish={wish} />
        </div>
      </td>
      <td>
        <WishLines wish={wish} />
      </td>
      <td className="sb-approvals-words">
        <Value source={section} name="reason" value={row['reason']} wide />
      </td>
      <td>
        <Value source={section} name="requester" value={row['requester']} wide />
      </td>
      <td className="sb-number">
        {mayDecide ? <Decisions to={`/admin/resources/${section}/records/${id}`} isOwn={isOwn} /> : null}
      </td>
    </tr>
  );
}
