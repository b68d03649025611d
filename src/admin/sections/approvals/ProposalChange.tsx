import React from 'react';
import { ChangeLine, partName, partText, useWords } from '../../kit/Changes.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { ROLE_WORDS } from '../../words/people.ts';
import { LIMIT_KINDS } from '../control/texts.ts';
import type { ShownProposal } from './proposal.ts';

const RECORD_OF: Record<string, string> = {
  limit: 'refund_limits',
  fraud_rule: 'fraud_rules',
  fraud_unblock: 'fraud_list_entries',
  break: 'breaks',
};

/** The subject of the proposal, as a link if it has a record. */
export function ProposalAbout({ proposal: { row, about } }: { proposal: ShownProposal }): React.ReactElement {
  const say = useSay();
  const kind = plain(row['kind']);
  // What moved is said part by part; its key says nothing to people.
  if (kind === 'booking') return <></>;
  const [what = '', role = ''] = about.split(':');
  const text = kind === 'limit' ? `${say.of(LIMIT_KINDS, what)}, ${say.of(ROLE_WORDS, role)}` : about;
  const to = RECORD_OF[kind];
  return to === undefined ? (
    <>{text}</>
  ) : (
    <RecordLink resource={to} id={row['subject']}>
      {kind === 'limit' || kind === 'fraud_rule' ? text : undefined}
    </RecordLink>
  );
}

/** What would change, part by part: before, after. */
export function ProposalLines({ proposal: { lines } }: { proposal: ShownProposal }): React.ReactElement {
  const words = useWords();
  // The server has already formatted the amounts.
  const shown = (name: string, text: string): string => partText(name, text, { words, isCoin: false });
  return (
    <ul className="sb-changes">
      {lines.map(({ name, before, after }) => (
        <ChangeLine
          key={name}
          name={partName(name, words)}
          before={before === '' ? undefined : shown(name, before)}
          after={shown(name, after)}
        />
      ))}
    </ul>
  );
}
