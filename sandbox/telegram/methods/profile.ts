import { badRequest } from '../errors.ts';
import { asText, readInteger, readJson, readText, type Params } from '../params.ts';
import type { BotCommand } from '../types.ts';
import type { TelegramWorld } from '../world.ts';
import { findRecipient, type Call } from './call.ts';

export function getMe({ world }: Call): Record<string, unknown> {
  return {
    ...world.me,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  };
}

export function getChat(call: Call): Record<string, unknown> {
  const { chat } = findRecipient(call);
  return { ...chat, accent_color_id: 0, max_reaction_count: 11 };
}

const MAX_COMMANDS = 100;
const SCOPES = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
];

export function setMyCommands({ world, params }: Call): true {
  const list = readJson(params, 'commands', 'commands');
  if (!Array.isArray(list)) throw badRequest("can't parse commands: an Array of BotCommand is expected");
  if (list.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  const commands = (list as Record<string, unknown>[]).map((item) => {
    const command = asText(item['command']).replace(/^\//, '');
    const description = asText(item['description']).trim();
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description === '' || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    return { command, description };
  });
  const key = commandsKey(params);
  if (commands.length === 0) delete world.state.commands[key];
  else world.state.commands[key] = commands;
  world.hub.publish('people', { type: 'commands' });
  world.changed();
  return true;
}

export const getMyCommands = ({ world, params }: Call): BotCommand[] =>
  world.state.commands[commandsKey(params)] ?? [];

export function deleteMyCommands({ world, params }: Call): true {
  delete world.state.commands[commandsKey(params)];
  world.hub.publish('people', { type: 'commands' });
  world.changed();
  return true;
}

/** One list per scope and language. */
function commandsKey(params: Params): string {
  const scope = (readJson(params, 'scope', 'BotCommandScope') ?? {}) as { type?: string; chat_id?: number };
  const type = scope.type ?? 'default';
  if (!SCOPES.includes(type)) throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  return `${type}${scope.chat_id === undefined ? '' : `:${scope.chat_id}`}|${readLanguage(params)}`;
}

function readLanguage(params: Params): string {
  const language = readText(params, 'language_code') ?? '';
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}

/**
 * The commands in this person's menu. A narrower scope comes first, and the person's language comes before no language.
 */
export function commandsFor(world: TelegramWorld, userId: number, language: string): BotCommand[] {
  for (const scope of [`chat:${userId}`, 'all_private_chats', 'default']) {
    for (const code of [language.slice(0, 2), '']) {
      const found = world.state.commands[`${scope}|${code}`];
      if (found) return found;
    }
  }
  return [];
}

const LIMITS: Readonly<Record<string, number>> = { name: 64, description: 512, short_description: 120 };

/** setMyName, setMyDescription, setMyShortDescription. */
export const setText =
  (field: string) =>
  ({ world, params }: Call): true => {
    const value = readText(params, field) ?? '';
    if (value.length > (LIMITS[field] ?? 0)) throw badRequest(`bot ${field.replace('_', ' ')} is too long`);
    world.state.texts[`${field}|${readLanguage(params)}`] = value;
    world.changed();
    return true;
  };

export const getText =
  (field: string) =>
  ({ world, params }: Call): Record<string, string> => ({
    [field]:
      world.state.texts[`${field}|${readLanguage(params)}`] ?? (field === 'name' ? world.me.first_name : ''),
  });

export function getUserProfilePhotos({ world, params }: Call): Record<string, unknown> {
  if (!world.state.people[String(readInteger(params, 'user_id'))]) throw badRequest('user not found');
  return { total_count: 0, photos: [] };
}
