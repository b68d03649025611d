import { Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { useSay } from '../../kit/say.ts';
import { TEXTS } from './texts.ts';

/** Telegram gives a bot no larger file. */
const MAX_BYTES = 20 * 1024 * 1024;

export interface AttachedFile {
  href: string;
  kind: unknown;
  name: string | undefined;
  /** In bytes, if Telegram said it. */
  size: unknown;
}

/** Files stay at Telegram. Our server fetches them for people who may read the ticket. */
export function Attachment({ file }: { file: AttachedFile }): React.ReactElement {
  const say = useSay();
  const [isLost, setLost] = useState(false);
  const { href } = file;
  const name = file.name ?? say(TEXTS.file);
  const size = Number(file.size ?? 0);
  const lose = (): void => setLost(true);
  if (size > MAX_BYTES)
    return (
      <div className="sb-tickets-too-large" data-testid="too-large">
        <Icon icon="AlertTriangle" size={14} />{' '}
        {say(TEXTS.fileTooLarge, { name, size: Math.round(size / 1024 / 1024) })}
      </div>
    );
  if (file.kind === 'photo' && !isLost)
    return (
      <a href={href} target="_blank" rel="noreferrer" aria-label={name}>
        <img onError={lose} src={href} alt={name} className="sb-tickets-picture" />
      </a>
    );
  if (/\.(ogg|oga|mp3)$/i.test(name) && !isLost)
    return <audio controls preload="none" src={href} onError={lose} className="sb-tickets-sound" />;
  if (/\.mp4$/i.test(name) && !isLost)
    return <video controls preload="none" src={href} onError={lose} className="sb-tickets-picture" />;
  return (
    <a href={href} className="sb-link sb-tickets-file">
      <Icon icon="Paperclip" size={15} />
      {name}
    </a>
  );
}
