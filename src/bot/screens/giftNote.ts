import { MAX_NOTE } from '../../delivery/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, clip, paragraphs, type Screen } from './screen.ts';

/** The gift that the note belongs to. */
export interface NoteState {
  readonly stars: number;
  readonly to: string;
  /** Why the note before this one was not taken. */
  readonly problem?: 'empty' | 'long' | undefined;
  readonly isCarried: boolean;
}

/** Asks for the words to a friend. */
export function noteScreen({ stars, to, problem, isCarried }: NoteState, w: Words): Screen {
  const { note } = w.t.sending;
  return {
    text: paragraphs(
      problem === 'empty' && note.empty,
      problem === 'long' && note.long(MAX_NOTE),
      note.title,
      note.how(to, MAX_NOTE),
      !isCarried && note.notShown,
    ),
    buttons: [
      [button(note.without, { do: 'gift_{stars}_to_{name}', stars, name: to })],
      [button(w.t.common.cancel, { do: 'draft_cancel' }), homeButton(w)],
    ],
  };
}

/** Stands above the message for the friend. */
export function cardAboveScreen({ deliveryId }: { deliveryId: string }, w: Words): Screen {
  const { note } = w.t.sending;
  return {
    text: note.cardAbove,
    buttons: [[button(w.t.delivery.open, { do: 'delivery_{uuid}', uuid: deliveryId })], [homeButton(w)]],
  };
}

/** The message for the friend. It has no buttons, because they would not work for the friend. */
export function cardScreen(state: { from: string | null; stars: number; note: string }, w: Words): Screen {
  const { note } = w.t.sending;
  const stars = w.stars(state.stars);
  return {
    text: paragraphs(
      state.from === null ? note.cardUnnamed(stars) : note.card(clip(state.from, 64), stars),
      note.words(state.note),
    ),
    buttons: [],
  };
}
