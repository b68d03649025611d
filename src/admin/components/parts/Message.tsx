import { Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { moment } from './format.ts';
import type { Row } from './Table.tsx';
import { useTexts } from './texts.ts';

const SIDES = {
  user: { background: '#fff', align: 'flex-start', border: '1px solid #e3e8f2' },
  staff: { background: '#e6ecfe', align: 'flex-end', border: '1px solid #d3defd' },
  system: { background: '#f1f3f8', align: 'center', border: '1px solid #e3e8f2' },
  note: { background: '#fff6dc', align: 'flex-end', border: '1px dashed #e2c877' },
} as const;

const DELIVERY_ICONS: Record<string, readonly [icon: string, colour: string]> = {
  queued: ['Clock', '#8a94a8'],
  sent: ['Check', '#14693f'],
  failed: ['AlertTriangle', '#a3241b'],
  blocked: ['Slash', '#a3241b'],
};

/** One message of a conversation: whose, what, whether it arrived, and what it said before. */
export function Message({ row }: { row: Row }): React.ReactElement {
  const texts = useTexts();
  const [showsEdits, setShowsEdits] = useState(false);
  const side =
    SIDES[row['is_note'] === true ? 'note' : (String(row['author']) as 'user' | 'staff' | 'system')];
  const edits = readEdits(row['edits']);
  const [icon, colour] = DELIVERY_ICONS[String(row['delivery'])] ?? [undefined, undefined];
  return (
    <div
      style={{
        alignSelf: side.align,
        maxWidth: '78%',
        background: side.background,
        border: side.border,
        borderRadius: 14,
        padding: '9px 13px',
      }}
      data-author={row['is_note'] === true ? 'note' : String(row['author'])}
    >
      {row['author'] === 'user' ? null : (
        <div style={{ fontSize: 12, fontWeight: 600, color: '#48536b', marginBottom: 3 }}>
          {row['is_note'] === true ? `${texts.sb('desk.note')} · ` : ''}
          {String(row['staff_name'] ?? texts.value('author', row['author']))}
        </div>
      )}
      {row['has_file'] === true ? <Attachment row={row} /> : null}
      {row['body'] ? (
        <div
          style={{
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
            fontSize: 14,
            lineHeight: 1.45,
            color: '#13203f',
          }}
        >
          {String(row['body'])}
        </div>
      ) : null}
      <div
        style={{
          display: 'flex',
          gap: 6,
          alignItems: 'center',
          justifyContent: 'flex-end',
          fontSize: 11,
          color: '#8a94a8',
          marginTop: 4,
        }}
      >
        {edits.length > 0 ? (
          <button
            type="button"
            onClick={() => setShowsEdits(!showsEdits)}
            style={{
              border: 0,
              background: 'none',
              color: '#2f5bea',
              cursor: 'pointer',
              font: 'inherit',
              padding: 0,
            }}
          >
            {texts.sb('desk.edited')} ×{edits.length}
          </button>
        ) : null}
        {row['merged_number'] ? (
          <span>{texts.sb('desk.mergedFrom', { number: String(row['merged_number']) })} ·</span>
        ) : null}
        {moment(row['created_at'], texts.language)}
        {icon ? (
          <span
            title={texts.value('delivery', row['delivery'])}
            style={{ color: colour, display: 'inline-flex' }}
          >
            <Icon icon={icon} size={13} />
          </span>
        ) : null}
      </div>
      {row['delivery'] === 'failed' || row['delivery'] === 'blocked' ? (
        <div style={{ color: '#a3241b', fontSize: 12 }}>{texts.value('delivery', row['delivery'])}</div>
      ) : null}
      {showsEdits
        ? edits.map((edit) => (
            <div
              key={edit.at}
              style={{
                marginTop: 6,
                borderTop: '1px solid #0001',
                paddingTop: 6,
                fontSize: 12,
                color: '#6a758c',
                whiteSpace: 'pre-wrap',
              }}
            >
              {texts.sb('desk.was')} ({moment(edit.at, texts.language)}): {edit.text}
            </div>
          ))
        : null}
    </div>
  );
}

/** Files stay at Telegram: our server fetches them for who may read the ticket. */
function Attachment({ row }: { row: Row }): React.ReactElement {
  const { sb } = useTexts();
  const href = `/admin/files/${String(row['id'])}`;
  const [isLost, setLost] = useState(false);
  if (row['kind'] === 'photo' && !isLost)
    return (
      <a href={href} target="_blank" rel="noreferrer">
        <img
          onError={() => setLost(true)}
          src={href}
          alt={String(row['file_name'] ?? '')}
          style={{ maxWidth: '100%', maxHeight: 320, borderRadius: 10, display: 'block', marginBottom: 4 }}
        />
      </a>
    );
  return (
    <a
      href={href}
      style={{
        display: 'inline-flex',
        gap: 8,
        alignItems: 'center',
        color: '#2f5bea',
        fontSize: 13,
        marginBottom: 4,
      }}
    >
      <Icon icon="Paperclip" size={15} />
      {String(row['file_name'] ?? sb('desk.file'))}
    </a>
  );
}

function readEdits(value: unknown): { text: string; at: string }[] {
  if (typeof value !== 'string') return [];
  return JSON.parse(value) as { text: string; at: string }[];
}
