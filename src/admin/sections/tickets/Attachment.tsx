import { Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { useTexts } from '../../kit/texts.ts';

/** Telegram hands no larger file to a bot. */
const MAX_BYTES = 20 * 1024 * 1024;

export interface AttachedFile {
  href: string;
  kind: unknown;
  name: string | undefined;
  /** In bytes, where Telegram said. */
  size: unknown;
}

/** Files stay at Telegram: our server fetches them for who may read the ticket. */
export function Attachment({ file }: { file: AttachedFile }): React.ReactElement {
  const { sb } = useTexts();
  const [isLost, setLost] = useState(false);
  const { href } = file;
  const name = file.name ?? sb('desk.file');
  const size = Number(file.size ?? 0);
  if (size > MAX_BYTES)
    return (
      <div
        style={{ color: '#7a5200', fontSize: 13, lineHeight: 1.4, marginBottom: 4 }}
        data-testid="too-large"
      >
        <Icon icon="AlertTriangle" size={14} />{' '}
        {sb('desk.fileTooLarge', { name, size: String(Math.round(size / 1024 / 1024)) })}
      </div>
    );
  if (file.kind === 'photo' && !isLost)
    return (
      <a href={href} target="_blank" rel="noreferrer" aria-label={name}>
        <img onError={() => setLost(true)} src={href} alt={name} style={picture} />
      </a>
    );
  if (/\.(ogg|oga|mp3)$/i.test(name) && !isLost)
    return (
      <audio controls preload="none" src={href} onError={() => setLost(true)} style={{ maxWidth: '100%' }} />
    );
  if (/\.mp4$/i.test(name) && !isLost)
    return <video controls preload="none" src={href} onError={() => setLost(true)} style={picture} />;
  return (
    <a
      href={href}
      style={{
        display: 'inline-flex',
        gap: 8,
        alignItems: 'center',
        color: '#2448c2',
        fontSize: 13,
        marginBottom: 4,
      }}
    >
      <Icon icon="Paperclip" size={15} />
      {name}
    </a>
  );
}

const picture: React.CSSProperties = {
  maxWidth: '100%',
  maxHeight: 320,
  borderRadius: 10,
  display: 'block',
  marginBottom: 4,
};
