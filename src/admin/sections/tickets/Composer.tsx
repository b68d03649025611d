import { Button, Icon } from '@adminjs/design-system';
import React, { useEffect, useState } from 'react';
import { useNotice } from 'adminjs';
import { newKey, useAsk } from '../../kit/call.ts';
import { Dialog } from '../../kit/Dialog.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useSayTyping } from './useTypist.ts';

export interface Canned {
  id: string;
  title: string;
  text: string;
  missing: string[];
}

/** Where an agent writes. The draft is kept in the browser per ticket; the key makes a second click harmless. */
export function Composer({
  ticketId,
  may,
  canned,
  typing,
  written,
}: {
  ticketId: string;
  may: { reply: boolean; note: boolean };
  canned: Canned[];
  /** An answer is being written. */
  typing: () => void;
  written: () => void;
}): React.ReactElement | null {
  const { sb } = useTexts();
  const ask = useAsk();
  const notice = useNotice();
  const sayTyping = useSayTyping(typing);
  const [mode, setMode] = useState<'reply' | 'note'>('reply');
  const draftKey = `draft:${ticketId}`;
  const [text, setText] = useState(() => window.localStorage.getItem(draftKey) ?? '');
  const [requestKey, setRequestKey] = useState(newKey);
  const [busy, setBusy] = useState(false);
  /** What the server would not send without being asked twice. */
  const [holes, setHoles] = useState<string>();
  useEffect(() => {
    if (text === '') window.localStorage.removeItem(draftKey);
    else window.localStorage.setItem(draftKey, text);
  }, [text, draftKey]);
  if (!may.reply && !may.note) return null;
  const note = mode === 'note' || !may.reply;
  const missing = note ? [] : openPlaces(text);
  const send = async (asItIs = false): Promise<void> => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    const answer = await ask({
      resource: 'tickets',
      action: note ? 'note' : 'reply',
      id: ticketId,
      data: { text, requestKey, ...(asItIs ? { asItIs } : {}) },
    });
    setBusy(false);
    if (answer.code === 'REPLY_HAS_HOLES') return setHoles(missing.join(' '));
    setHoles(undefined);
    if (answer.notice) notice(answer.notice);
    if (answer.notice?.type === 'error') return;
    setText('');
    setRequestKey(newKey());
    written();
  };
  const pick = (id: string): void => {
    const reply = canned.find((one) => one.id === id);
    if (!reply) return;
    setText(text === '' ? reply.text : `${text}\n${reply.text}`);
  };
  const tab = (name: 'reply' | 'note', icon: string): React.ReactElement => (
    <button
      type="button"
      onClick={() => setMode(name)}
      style={{
        border: 0,
        background: mode === name ? '#fff' : 'transparent',
        borderRadius: 8,
        padding: '6px 12px',
        cursor: 'pointer',
        font: 'inherit',
        fontSize: 13,
        fontWeight: mode === name ? 600 : 400,
        display: 'inline-flex',
        gap: 6,
        alignItems: 'center',
      }}
    >
      <Icon icon={icon} size={14} />
      {sb(`desk.${name}`)}
    </button>
  );
  return (
    <div style={{ borderTop: '1px solid #e3e8f2', background: note ? '#fff9e8' : '#f4f6fb', padding: 12 }}>
      <div style={{ display: 'flex', gap: 4, marginBottom: 8, alignItems: 'center' }}>
        {may.reply ? tab('reply', 'Send') : null}
        {may.note ? tab('note', 'Edit3') : null}
        <span style={{ flex: 1 }} />
        {canned.length > 0 && !note ? (
          <select
            aria-label={sb('desk.canned')}
            value=""
            onChange={(event) => pick(event.target.value)}
            style={{
              border: '1px solid #c9d1e0',
              borderRadius: 8,
              padding: '6px 8px',
              background: '#fff',
              font: 'inherit',
              fontSize: 13,
              maxWidth: 200,
            }}
          >
            <option value="">{sb('desk.canned')}…</option>
            {canned.map((reply) => (
              <option key={reply.id} value={reply.id}>
                {reply.title}
              </option>
            ))}
          </select>
        ) : null}
      </div>
      <textarea
        aria-label={sb(`desk.${note ? 'note' : 'reply'}`)}
        value={text}
        maxLength={4000}
        rows={4}
        placeholder={sb(note ? 'desk.noteHint' : 'desk.replyHint')}
        onChange={(event) => {
          setText(event.target.value);
          if (!note) sayTyping();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
        style={{
          width: '100%',
          boxSizing: 'border-box',
          border: '1px solid #c9d1e0',
          borderRadius: 10,
          padding: 10,
          font: 'inherit',
          fontSize: 14,
          lineHeight: 1.45,
          resize: 'vertical',
          background: '#fff',
        }}
      />
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', marginTop: 8 }}>
        <span style={{ fontSize: 12, color: '#a3241b' }}>
          {missing.length > 0 ? sb('desk.missing', { names: missing.join(' ') }) : ''}
        </span>
        <Button
          size="sm"
          variant="contained"
          disabled={busy || text.trim() === ''}
          onClick={() => void send()}
          data-testid="send"
        >
          {sb(note ? 'desk.saveNote' : 'desk.send')}
        </Button>
      </div>
      {holes === undefined ? null : (
        <Dialog title={sb('desk.holes.title')} close={() => setHoles(undefined)}>
          <p style={{ fontSize: 14, lineHeight: 1.5, marginBottom: 16 }}>
            {sb('desk.holes.about', { names: holes })}
          </p>
          <div style={{ display: 'flex', gap: 8 }}>
            <Button variant="contained" onClick={() => setHoles(undefined)}>
              {sb('desk.holes.back')}
            </Button>
            <Button
              variant="outlined"
              disabled={busy}
              onClick={() => void send(true)}
              data-testid="send-as-it-is"
            >
              {sb('desk.holes.send')}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** Places that look like a variable; {user} is filled in at sending. The server decides. */
function openPlaces(text: string): string[] {
  const places = text.match(/\{\s*[\p{L}_][\p{L}\p{N}_ -]*\}?/gu) ?? [];
  return [...new Set(places)].filter((place) => place !== '{user}');
}
