import type { Albums } from './album.ts';
import type { CallbackAnswer } from './callbackAnswer.ts';
import type { Sender } from './send.ts';
import type { BotApp } from './turn.ts';
import type { Incoming } from './update.ts';

/** An update of a person in a private chat. */
export type Personal = Extract<Incoming, { kind: 'message' | 'edited_message' | 'callback' }>;

/** An update of a person, with what its answer needs. */
export interface Arrival {
  readonly app: BotApp;
  readonly sender: Sender;
  readonly incoming: Personal;
  readonly correlationId: string;
  readonly answer: CallbackAnswer | undefined;
  readonly albums: Albums;
}
