import type { Action } from '../callbacks.ts';

/** A button asks the bot for something, opens a page, or copies a text. */
export type Button =
  | { readonly label: string; readonly action: Action }
  | { readonly label: string; readonly url: string }
  | { readonly label: string; readonly copy: string };

/** What the user sees: HTML of at most 4096 characters, and rows of buttons. Knows nothing of Telegraf. */
export interface Screen {
  readonly text: string;
  readonly buttons: readonly (readonly Button[])[];
}

export const MAX_TEXT = 4096;

export function button(label: string, action: Action): Button {
  return { label, action };
}

/** Puts buttons in rows of `width`. */
export function rows(buttons: readonly Button[], width: number): Button[][] {
  const result: Button[][] = [];
  for (let i = 0; i < buttons.length; i += width) result.push(buttons.slice(i, i + width));
  return result;
}

/** Joins the paragraphs of a screen. Absent ones leave no gap. */
export function paragraphs(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join('\n\n');
}

/** Joins lines. Absent ones leave no gap. */
export function lines(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join('\n');
}

/** Cuts a typed text to `max` characters, before it is escaped. Never cuts inside a surrogate pair. */
export function clip(text: string, max: number): string {
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}
