import React from 'react';
import { Empty } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { Value } from '../../kit/Value.tsx';
import { Decisions } from './Decisions.tsx';
import type { ShownProposal } from './proposal.ts';
import { KINDS, TEXTS } from './texts.ts';
import { Waits } from './Waits.tsx';
import { ProposalAbout, ProposalLines } from './ProposalChange.tsx';

/** Limits, rules, accounts and breaks that wait for another person, the oldest first. */
export function Proposals({ proposals }: { proposals: readonly ShownProposal[] }): React.ReactElement {
  const say = useSay();
  if (proposals.length === 0) return <Empty>{say(TEXTS.proposalsEmpty)}</Empty>;
  return (
    <Table>
      {proposals.map((proposal) => (
        <Line key={plain(proposal.row['id'])} proposal={proposal} />
      ))}
    </Table>
  );
}

function Line({ proposal }: { proposal: ShownProposal }): React.ReactElement {
  const { section, row, isOwn, mayDecide } = proposal;
  const say = useSay();
  const id = plain(row['id']);
  return (
    <tr data-proposal={id}>
      <Waits from={row['created_at']} />
      <td>
        <RecordLink resource={section} id={id}>
          {say.of(KINDS, row['kind'])}
        </RecordLink>
        <div className="sb-muted">
          <ProposalAbout proposal={proposal} />
        </div>
      </td>
      <td>
        <ProposalLines proposal={proposal} />
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
