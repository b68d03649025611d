import { Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { Attachment } from './Attachment.tsx';
import { Delivery } from './Delivery.tsx';
import { moment } from '../../kit/format.ts';
import type { Row } from '../../kit/Table.tsx';
import { useTexts } from '../../kit/texts.ts';

const SIDES = {
  user: { background: '#fff', align: 'flex-start', border: '1px solid #e3e8f2' },
  staff: { background: '#e6ecfe', align: 'flex-end', border: '1px solid #d3defd' },
  system: { background: '#f1f3f8', align: 'center', border: '1px solid #e3e8f2' },
  note: { background: '#fff6dc', align: 'flex-end', border: '1px dashed #e2c877' },
} as const;

const DELIVERY_ICONS: Record<string, readonly [icon: string, colour: string]> = {
  queued: ['Clock', '#8a94a8'],
  retrying: ['Clock', '#a3241b'],
  sent: ['Check', '#14693f'],
  failed: ['AlertTriangle', '#a3241b'],
  blocked: ['Slash', '#a3241b'],
};

/** One message of a conversation: whose, what, whether it arrived, and what it said before. */
export function Message({
  row,
  resend,
}: {
  row: Row;
  /** Sends an answer again that did not arrive; absent where this person may not. */
  resend?: (messageId: string) => void;
}): React.ReactElement {
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
      {row['has_file'] === true ? (
        <Attachment
          file={{
            href: `/admin/files/${String(row['id'])}?v=${edits.length}`,
            kind: row['kind'],
            name: typeof row['file_name'] === 'string' ? row['file_name'] : undefined,
            size: row['file_size'],
          }}
        />
      ) : null}
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
      <Delivery row={row} resend={resend} />
      {showsEdits
        ? edits.map((edit, version) => (
            <div
              key={edit.at}
              style={{
                marginTop: 6,
                borderTop: '1px solid #0001',
                paddingTop: 6,
                fontSize: 12,
                color: '#5d6b8a',
                whiteSpace: 'pre-wrap',
                overflowWrap: 'anywhere',
              }}
              data-testid="was"
            >
              {texts.sb('desk.was')} ({moment(edit.at, texts.language)}): {edit.text}
              {edit.hasFile ? (
                <Attachment
                  file={{
                    href: `/admin/files/${String(row['id'])}?version=${version}`,
                    kind: edit.kind,
                    name: edit.fileName,
                    size: edit.fileSize,
                  }}
                />
              ) : null}
            </div>
          ))
        : null}
    </div>
  );
}

interface Edit {
  text: string;
  at: string;
  hasFile?: boolean;
  kind?: string;
  fileName?: string;
  fileSize?: number;
}

function readEdits(value: unknown): Edit[] {
  if (typeof value !== 'string') return [];
  return JSON.parse(value) as Edit[];
}
