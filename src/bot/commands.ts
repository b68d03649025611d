import type { Context } from '../platform/index.ts';
import type { TelegramClient } from './client.ts';
import { TEXTS } from './texts/index.ts';

/** The commands of the bot, in the order of Telegram's menu. */
export const COMMANDS = [
  'start',
  'balance',
  'buy',
  'history',
  'help',
  'paysupport',
  'settings',
  'cancel',
] as const;
export type Command = (typeof COMMANDS)[number];

/** Reads a typed command and the text after it. Returns undefined if the text is not a command of the bot. */
export function readCommand(text: string): { command: Command; argument: string } | undefined {
  const match = /^\/([a-z_]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text.trim());
  const command = COMMANDS.find((name) => name === match?.[1]?.toLowerCase());
  return command && { command, argument: match?.[2]?.trim() ?? '' };
}

/**
 * Publishes the menu: in both languages by name, and in Russian for all other languages. Errors: those of the client.
 */
export async function publishCommands(client: TelegramClient, { log }: Context): Promise<void> {
  const menu = (language: 'ru' | 'en') =>
    COMMANDS.map((command) => ({ command, description: TEXTS[language].commands[command] }));
  await client.call('setMyCommands', { commands: menu('ru') });
  await client.call('setMyCommands', { commands: menu('ru'), language_code: 'ru' });
  await client.call('setMyCommands', { commands: menu('en'), language_code: 'en' });
  log.info({ commands: COMMANDS.length }, 'commands are published');
}
