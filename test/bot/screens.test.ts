import { describe, expect, test } from 'vitest';
import { decodeAction, encodeAction, MAX_CALLBACK_BYTES } from '../../src/bot/callbacks.ts';
import { MAX_TEXT, type Button } from '../../src/bot/screens/index.ts';
import { TEXTS } from '../../src/bot/texts/index.ts';
import { wordsFor } from '../../src/bot/words.ts';
import { everyScreen, NASTY } from './gallery.ts';

const config = { PAYMENT_ASSET: 'TON', PAYMENT_ASSET_LABEL: 'TON' };
/** Buttons that lead out of any screen. */
const WAYS_BACK = new Set(['home', 'back_to_balance', 'back_to_buy_stars', 'back_to_help']);
/** About how many letters fit on a button of a phone, by the number of buttons in its row. */
const ROOM: Readonly<Record<number, number>> = { 1: 42, 2: 20, 5: 5 };
const TAG = /<(\/?)([a-z]+)(?: href="https:[^"<>]*")?>/g;

describe.each(['ru', 'en'] as const)('every screen in %s', (language) => {
  const screens = Object.entries(everyScreen(wordsFor(config, language)));

  test.each(screens)('%s, when it is drawn, then Telegram takes it', (_name, screen) => {
    expect(screen.text.trim()).not.toBe('');
    expect(visible(screen.text).length).toBeLessThanOrEqual(MAX_TEXT);
    expect(openTags(screen.text)).toEqual([]);
    for (const button of screen.buttons.flat()) {
      expect(button.label.trim()).not.toBe('');
      if ('url' in button) expect(URL.canParse(button.url)).toBe(true);
      else if ('copy' in button) expect(button.copy).toMatch(/^.{1,256}$/);
      else expect(Buffer.byteLength(encodeAction(button.action))).toBeLessThanOrEqual(MAX_CALLBACK_BYTES);
    }
  });

  test.each(screens)('%s, when it stands on a phone, then Telegram cuts no label', (_name, screen) => {
    for (const row of screen.buttons) {
      // Labels with figures are as long as the figures; the rows of packages and operations are a button wide.
      const words = row
        .map(({ label }) => label)
        .filter((label) => !/\d/.test(label) && !label.includes('<'));
      const most = ROOM[row.length] ?? 0;
      expect(words.filter((label) => widthOf(label) > most)).toEqual([]);
    }
  });

  test.each(screens)('%s, when the user wants out, then there is a way back', (name, screen) => {
    // Any button would make a new account for the person who has just left.
    if (name === 'deleted') return expect(screen.buttons).toEqual([]);
    // Alerts are for staff, also in groups. They are not a part of the shop.
    if (name.startsWith('alert')) return expect(screen.buttons.flat().some(leadsBack)).toBe(false);
    // It is forwarded to a friend, who could not use a button.
    if (/^(gift card(, unnamed)?|receipt to keep\b.*)$/.test(name)) return expect(screen.buttons).toEqual([]);
    // The main menu is where all ways back lead to.
    expect(screen.buttons.flat().some(leadsBack)).toBe(!/^home\b/.test(name));
  });

  test.each(screens)('%s, when its buttons are pressed, then they are understood', (_name, screen) => {
    for (const button of screen.buttons.flat()) {
      if ('action' in button) expect(decodeAction(encodeAction(button.action))).toEqual(button.action);
    }
  });

  test.each(screens)('%s, when a person typed markup, then it is shown as typed', (_name, screen) => {
    expect(screen.text).not.toContain('<b>&"');
    expect(screen.text).not.toMatch(/undefined|\[object|NaN|null/);
  });
});

test('home screen, when the name holds markup, then the name is escaped and still readable', () => {
  const { home } = everyScreen(wordsFor(config, 'ru'));

  expect(visible(home?.text ?? '')).toContain(NASTY);
});

test('english texts, when they are compared with the russian ones, then none was left in Russian', () => {
  const cyrillic = strings(TEXTS.en).filter(
    ([path, text]) => /[а-яё]/i.test(text) && path !== 'settings.toRu',
  );

  expect(cyrillic).toEqual([]);
});

test('russian screens, when they count stars, then the plural is right', () => {
  const w = wordsFor(config, 'ru');

  expect([1, 2, 5, 11, 21, 22, 25, 100, 111].map((n) => w.stars(n))).toEqual([
    '1 звезда',
    '2 звезды',
    '5 звёзд',
    '11 звёзд',
    '21 звезда',
    '22 звезды',
    '25 звёзд',
    '100 звёзд',
    '111 звёзд',
  ]);
});

/** In letters; an emoji is as wide as two. */
function widthOf(label: string): number {
  return Array.from(label.replaceAll('\u{fe0f}', ''), (character) =>
    /\p{Extended_Pictographic}/u.test(character) ? 2 : 1,
  ).reduce((sum, width) => sum + width, 0);
}

function leadsBack(button: Button): boolean {
  return 'action' in button && WAYS_BACK.has(button.action.do);
}

/** The text as Telegram counts it: after the entities are parsed. */
function visible(html: string): string {
  return html.replace(TAG, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Tags that are not closed, or not Telegram's. */
function openTags(html: string): string[] {
  const open: string[] = [];
  for (const [, slash, tag = ''] of html.matchAll(TAG)) {
    if (slash === '') open.push(tag);
    else if (open.at(-1) === tag) open.pop();
    else return [...open, `/${tag}`];
  }
  const rest = html.replace(TAG, '');
  if (/[<>]|&(?!lt;|gt;|amp;)/.test(rest)) return ['unescaped'];
  return open;
}

function strings(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => strings(item, path === '' ? key : `${path}.${key}`));
}
