import express, { type Router } from 'express';
import { z } from 'zod';
import { own } from '../../src/lib/index.ts';
import { compact, type Fault } from '../shared/index.ts';
import { commandsFor } from './methods/index.ts';
import { rememberPast } from './past.ts';
import * as people from './people.ts';
import { notePress, press } from './press.ts';
import { keyboardOf, shareContact, shareUsers } from './replyKeyboard.ts';
import { TELEGRAM_FAULTS } from './router.ts';
import type { TgUser } from './types.ts';
import { pushRaw } from './updates.ts';
import type { WebhookSender } from './webhook.ts';
import { chatMessages, type TelegramWorld } from './world.ts';

const person = z.object({
  id: z.number().int().positive().optional(),
  first_name: z.string().min(1).max(64),
  last_name: z.string().max(64).optional(),
  username: z.string().max(32).optional(),
  language_code: z.string().max(8).optional(),
});
const file = z.object({ name: z.string(), mime: z.string(), base64: z.string() });
const pastMessage = z.object({
  from: z.enum(['person', 'bot']),
  text: z.string(),
  id: z.number().int().positive().optional(),
  at: z.coerce.date().optional(),
  photo: file.extend({ id: z.string() }).optional(),
  album: z.string().optional(),
});
const fault = z.object({
  kind: z.string().refine((kind) => TELEGRAM_FAULTS.includes(kind), 'unknown kind'),
  target: z.string().optional(),
  chat: z.number().optional(),
  times: z.number().int().min(1).default(1),
  ms: z.number().optional(),
  retryAfter: z.number().optional(),
  status: z.number().optional(),
  description: z.string().optional(),
});

/** The play interface of Telegram: people, their actions, faults, and what the bot did. All JSON. */
export function createTelegramPlay(world: TelegramWorld, sender: WebhookSender): Router {
  const router = express.Router();
  addPeople(router, world);
  addActions(router, world);
  addInspection(router, world, sender);
  return router;
}

function addPeople(router: Router, world: TelegramWorld): void {
  router.get('/users', (_request, response) => {
    response.json(Object.values(world.state.people).map((known) => ({ stars: 0, ...known })));
  });
  router.post('/users', (request, response) => {
    response.json(people.addPerson(world, compact(person.parse(request.body))));
  });
  router.patch('/users/:id', (request, response) => {
    const change = person.omit({ id: true }).partial().parse(request.body);
    response.json(people.changePerson(world, userId(request), compact(change)));
  });
  router.get('/users/:id/chat', (request, response) => {
    const found = people.requirePerson(world, userId(request));
    response.json({
      bot: world.me,
      person: found,
      messages: chatMessages(world, found.user.id),
      keyboard: keyboardOf(world, found.user.id),
      commands: commandsFor(world, found.user.id, found.user.language_code ?? ''),
      waiting: Object.values(world.state.presses).filter(
        (item) =>
          item.userId === found.user.id && !item.answered && item.at > world.time.now().getTime() - 15_000,
      ),
    });
  });
  router.post('/users/:id/past', (request, response) => {
    const { messages } = z.object({ messages: z.array(pastMessage) }).parse(request.body);
    const past = messages.map(({ photo, ...message }) => ({
      ...compact(message),
      ...(photo ? { photo: { ...photo, bytes: Buffer.from(photo.base64, 'base64') } } : {}),
    }));
    response.json(rememberPast(world, userId(request), past));
  });
  router.get('/users/:id/events', (request, response) => {
    world.hub.subscribe(`user:${userId(request)}`, response);
  });
  router.get('/events', (_request, response) => world.hub.subscribe('people', response));
  router.get('/users/:id/toasts', (request, response) => {
    response.json(world.state.toasts.filter((toast) => toast.userId === userId(request)));
  });
}

function addActions(router: Router, world: TelegramWorld): void {
  router.post('/users/:id/messages', (request, response) => {
    const input = z.object({ text: z.string(), replyTo: z.number().optional() }).parse(request.body);
    response.json(people.sayText(world, userId(request), input.text, input.replyTo));
  });
  router.post('/users/:id/messages/:messageId/edit', (request, response) => {
    const { text } = z.object({ text: z.string() }).parse(request.body);
    response.json(people.editOwn(world, userId(request), Number(request.params.messageId), text));
  });
  router.post('/users/:id/files', (request, response) => {
    const input = z
      .object({
        kind: z.enum(['photo', 'document']),
        files: z.array(file).min(1).max(10),
        caption: z.string().optional(),
      })
      .parse(request.body);
    const files = input.files.map(({ name, mime, base64 }) => ({
      name,
      mime,
      bytes: Buffer.from(base64, 'base64'),
    }));
    response.json(people.sayFiles(world, userId(request), compact({ ...input, files })));
  });
  router.post('/users/:id/sticker', (request, response) => {
    const { emoji } = z.object({ emoji: z.string().default('👍') }).parse(request.body ?? {});
    response.json(people.saySticker(world, userId(request), emoji));
  });
  router.post('/users/:id/share', (request, response) => {
    const { users } = z.object({ users: z.array(z.number()) }).parse(request.body);
    response.json(shareUsers(world, userId(request), users));
  });
  router.post('/users/:id/contact', (request, response) => {
    const { user } = z.object({ user: z.number() }).parse(request.body);
    response.json(shareContact(world, userId(request), user));
  });
  router.post('/users/:id/press', (request, response) => {
    const target = z
      .object({ messageId: z.number().optional(), data: z.string().optional(), label: z.string().optional() })
      .parse(request.body);
    const { press: made, message, button } = press(world, userId(request), target);
    response.json({ callbackQueryId: made.id, messageId: message.message_id, button });
  });
  for (const [path, act] of [
    ['block', (id: number) => people.setBlocked(world, id, true)],
    ['unblock', (id: number) => people.setBlocked(world, id, false)],
    ['deactivate', (id: number) => people.setDeactivated(world, id, true)],
    ['activate', (id: number) => people.setDeactivated(world, id, false)],
  ] as const) {
    router.post(`/users/:id/${path}`, (request, response) => {
      act(userId(request));
      response.json({});
    });
  }
  router.post('/channel-posts', (request, response) => {
    const { text } = z.object({ text: z.string() }).parse(request.body);
    response.json(people.postInChannel(world, text));
  });
  router.post('/updates', (request, response) => {
    const update = z.record(z.string(), z.unknown()).parse(request.body);
    introduce(world, update);
    response.json({ update_id: pushRaw(world, update) });
  });
}

/** Makes people and callback queries of a raw update known, so that the bot can answer them. */
function introduce(world: TelegramWorld, update: Readonly<Record<string, unknown>>): void {
  for (const [kind, payload] of Object.entries(update)) {
    if (typeof payload !== 'object' || payload === null) continue;
    const from = (payload as { from?: TgUser }).from;
    if (typeof from?.id === 'number' && !from.is_bot) {
      const known = world.state.people[String(from.id)] ?? people.addPerson(world, from);
      known.started = true;
    }
    if (kind === 'callback_query') notePress(world, payload as Record<string, unknown>);
  }
}

function addInspection(router: Router, world: TelegramWorld, sender: WebhookSender): void {
  router.get('/files/:fileId', (request, response) => {
    const stored = own(world.state.files, request.params.fileId);
    if (!stored) return void response.status(404).json({ error: 'no such file' });
    response.type(stored.mime || 'application/octet-stream').send(Buffer.from(stored.base64, 'base64'));
  });
  router.get('/calls', (request, response) => {
    const { method, after } = request.query;
    response.json(
      world.calls.list({
        target: typeof method === 'string' ? method : undefined,
        after: after === undefined ? undefined : Number(after),
      }),
    );
  });
  router.delete('/calls', (_request, response) => {
    world.calls.clear();
    response.json({});
  });
  router.get('/faults', (_request, response) => void response.json(world.faults.list()));
  router.post('/faults', (request, response) => {
    response.json(world.faults.add(compact(fault.parse(request.body)) as Omit<Fault, 'id'>));
  });
  router.delete('/faults', (_request, response) => {
    world.faults.clear();
    response.json({});
  });
  router.get('/updates', (_request, response) => void response.json(world.state.updates));
  router.get('/webhook', (_request, response) => {
    response.json({ webhook: world.state.webhook, deliveries: sender.deliveries() });
  });
  router.post('/settings', (request, response) => {
    const change = z
      .object({ floodLimits: z.boolean().optional(), webhookTimeoutMs: z.number().optional() })
      .parse(request.body);
    Object.assign(world.settings, compact(change));
    response.json(world.settings);
  });
}

const userId = (request: { params: { id: string } }): number => Number(request.params.id);
