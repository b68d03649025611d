import type { IncomingContent } from '../content.ts';

/** A message as it came. */
export interface Arrived {
  readonly content: IncomingContent;
  readonly messageId: number;
}

export interface Typed extends Arrived {
  /** The message that was answered by "reply". */
  readonly replyTo: number | undefined;
  /** Another message of the same album came before. */
  readonly isAlbumRest: boolean;
}
