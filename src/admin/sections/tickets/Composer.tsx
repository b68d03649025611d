import { Button, Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { Row } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { HolesDialog } from './HolesDialog.tsx';
import { openPlaces } from './holes.ts';
import { COMPOSER } from './texts.ts';
import type { ShownReply } from './ticket.ts';
import { useDraft, type Draft } from './useDraft.ts';
import { useSayTyping } from './useTypist.ts';

const MODES = ['reply', 'note'] as const;
type Mode = (typeof MODES)[number];
const ICONS: Readonly<Record<Mode, string>> = { reply: 'Send', note: 'Edit3' };

/** Where an agent writes: to the user, or a note to colleagues. */
export function Composer({
  ticketId,
  may,
  canned,
  typing,
  written,
}: {
  ticketId: string;
  may: Readonly<Record<Mode, boolean>>;
  canned: readonly ShownReply[];
  /** Called while the agent writes. */
  typing: () => void;
  written: () => void;
}): React.ReactElement | null {
  const say = useSay();
  const sayTyping = useSayTyping(typing);
  const [wanted, setWanted] = useState<Mode>('reply');
  const mode = may.reply ? wanted : 'note';
  const isNote = mode === 'note';
  const draft = useDraft(ticketId, mode, written);
  const { text, setText } = draft;
  if (!may.reply && !may.note) return null;
  return (
    <div className="sb-tickets-composer" data-mode={mode}>
      <div className="sb-tickets-modes">
        {MODES.filter((one) => may[one]).map((one) => (
          <button key={one} type="button" onClick={() => setWanted(one)} data-chosen={mode === one}>
            <Icon icon={ICONS[one]} size={14} />
            {say(COMPOSER[one])}
          </button>
        ))}
        {canned.length > 0 && !isNote ? (
          <CannedReplies
            canned={canned}
            pick={(reply) => setText(text === '' ? reply : `${text}\n${reply}`)}
          />
        ) : null}
      </div>
      <textarea
        aria-label={say(COMPOSER[mode])}
        value={text}
        maxLength={4000}
        rows={4}
        placeholder={say(isNote ? COMPOSER.noteHint : COMPOSER.replyHint)}
        onChange={(event) => {
          setText(event.target.value);
          if (!isNote) sayTyping();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void draft.send();
        }}
        className="sb-input sb-wide"
      />
      <Sending draft={draft} isNote={isNote} />
      {draft.isHeld ? <HolesDialog draft={draft} /> : null}
    </div>
  );
}

/** The places that must still be filled in, and the button. */
function Sending({
  draft: { text, busy, send },
  isNote,
}: {
  draft: Draft;
  isNote: boolean;
}): React.ReactElement {
  const say = useSay();
  const missing = isNote ? [] : openPlaces(text);
  return (
    <Row apart>
      <span className="sb-tickets-missing">
        {missing.length > 0 ? say(COMPOSER.missing, { names: missing.join(' ') }) : ''}
      </span>
      <Button
        size="sm"
        variant="contained"
        disabled={busy || text.trim() === ''}
        onClick={() => void send()}
        data-testid="send"
      >
        {say(isNote ? COMPOSER.saveNote : COMPOSER.send)}
      </Button>
    </Row>
  );
}

/** Prepared answers. A chosen one is added below the written text. */
function CannedReplies({
  canned,
  pick,
}: {
  canned: readonly ShownReply[];
  pick: (text: string) => void;
}): React.ReactElement {
  const say = useSay();
  return (
    <select
      aria-label={say(COMPOSER.canned)}
      value=""
      onChange={({ target: { value } }) => {
        const reply = canned.find(({ id }) => id === value);
        if (reply) pick(reply.text);
      }}
      className="sb-input"
    >
      <option value="">{say(COMPOSER.canned)}…</option>
      {canned.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}
