import { Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { moment } from '../../kit/format.ts';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import type { Row } from '../../kit/Table.tsx';
import { Attachment } from './Attachment.tsx';
import { Delivery } from './Delivery.tsx';
import { AUTHORS, COMPOSER, DELIVERIES, TEXTS } from './texts.ts';
import type { ShownEdit } from './ticket.ts';

const DELIVERY_ICONS: Readonly<Record<string, readonly [icon: string, tone: 'good' | 'bad' | 'plain']>> = {
  queued: ['Clock', 'plain'],
  retrying: ['Clock', 'bad'],
  sent: ['Check', 'good'],
  failed: ['AlertTriangle', 'bad'],
  blocked: ['Slash', 'bad'],
};

/** One message of a conversation: its author, its content, whether it arrived, and its earlier versions. */
export function Message({
  row,
  resend,
}: {
  row: Row;
  /** Sends an answer again that did not arrive. Absent if this person may not do it. */
  resend?: (messageId: string) => void;
}): React.ReactElement {
  const say = useSay();
  const [showsEdits, setShowsEdits] = useState(false);
  const isNote = row['is_note'] === true;
  const author = isNote ? 'note' : plain(row['author']);
  const edits = readEdits(row['edits']);
  const id = plain(row['id']);
  return (
    <div className="sb-tickets-message" data-author={author}>
      {author === 'user' ? null : (
        <div className="sb-tickets-who">
          {isNote ? `${say(COMPOSER.note)} · ` : ''}
          {plain(row['staff_name']) || say.of(AUTHORS, row['author'])}
        </div>
      )}
      {row['has_file'] === true ? (
        <Attachment
          file={{
            href: `/admin/files/${id}?v=${edits.length}`,
            kind: row['kind'],
            name: typeof row['file_name'] === 'string' ? row['file_name'] : undefined,
            size: row['file_size'],
          }}
        />
      ) : null}
      {row['body'] ? <div className="sb-tickets-body">{plain(row['body'])}</div> : null}
      <Foot row={row} edits={edits.length} turnEdits={() => setShowsEdits(!showsEdits)} />
      <Delivery row={row} resend={resend} />
      {showsEdits
        ? edits.map((edit, version) => (
            <Before key={edit.at} edit={edit} href={`/admin/files/${id}?version=${version}`} />
          ))
        : null}
    </div>
  );
}

/** When it was written, and what happened to it after that. */
function Foot({
  row,
  edits,
  turnEdits,
}: {
  row: Row;
  edits: number;
  turnEdits: () => void;
}): React.ReactElement {
  const say = useSay();
  const [icon, tone] = DELIVERY_ICONS[plain(row['delivery'])] ?? [];
  return (
    <div className="sb-tickets-foot">
      {edits > 0 ? (
        <button type="button" onClick={turnEdits}>
          {say(TEXTS.edited)} ×{edits}
        </button>
      ) : null}
      {row['merged_number'] ? (
        <span>{say(TEXTS.mergedFrom, { number: plain(row['merged_number']) })} ·</span>
      ) : null}
      {moment(row['created_at'], say.language)}
      {icon === undefined ? null : (
        <span title={say.of(DELIVERIES, row['delivery'])} data-tone={tone}>
          <Icon icon={icon} size={13} />
        </span>
      )}
    </div>
  );
}

/** Its content before an edit. */
function Before({ edit, href }: { edit: ShownEdit; href: string }): React.ReactElement {
  const say = useSay();
  return (
    <div className="sb-tickets-before" data-testid="was">
      {say(TEXTS.was)} ({moment(edit.at, say.language)}): {edit.text}
      {edit.hasFile ? (
        <Attachment file={{ href, kind: edit.kind, name: edit.fileName, size: edit.fileSize }} />
      ) : null}
    </div>
  );
}

function readEdits(value: unknown): ShownEdit[] {
  return typeof value === 'string' ? (JSON.parse(value) as ShownEdit[]) : [];
}
