import { randomUUID } from 'node:crypto';
import type { App } from '../app.ts';
import { ensureUser, languageFor, markBotBlocked } from '../users/index.ts';
import { createAlbums } from './album.ts';
import { tryUntilDone } from './background.ts';
import { startCallbackAnswer } from './callbackAnswer.ts';
import { createClient } from './client.ts';
import { publishCommands } from './commands.ts';
import { createDrafts } from './drafts.ts';
import { handlePersonal, type Outcome } from './handle.ts';
import { sendNotification } from './notifications.ts';
import { once } from './once.ts';
import { poll } from './polling.ts';
import { createSender } from './send.ts';
import { TEXTS } from './texts/index.ts';
import type { BotApp } from './turn.ts';
import { readUpdate, type Incoming } from './update.ts';
import { showTyping } from './typing.ts';
import { createUserQueue } from './userQueue.ts';
import { createWebhookControl } from './webhook.ts';

/** The Telegram door. */
export interface Bot {
  /** Begins to take updates. What Telegram refuses or does not answer is tried again in the background. */
  start(): Promise<void>;
  /** Takes no more and finishes what runs. */
  stop(): Promise<void>;
  /** Handles one update, once. Never throws: one bad update must not stop the others. */
  handleUpdate(update: unknown, correlationId: string): Promise<void>;
  /** Sends one row of `notifications`. Throws where a later try can succeed. */
  sendNotification(notificationId: string): Promise<void>;
  /** Shows the user of a ticket that an answer is being written. Never throws: it is worth no second try. */
  showTyping(ticketId: string): Promise<void>;
}

export function createBot(app: App): Bot {
  const { log, config } = app;
  const client = createClient(app, app.breakers.telegram);
  const sender = createSender(client);
  const teller = createSender(client, 'tell');
  const botApp: BotApp = { ...app, drafts: createDrafts(app) };
  const albums = createAlbums(app);
  const queue = createUserQueue(app);
  const webhook = createWebhookControl(client, config);
  const stopping = new AbortController();
  const background: Promise<void>[] = [];

  const handleUpdate: Bot['handleUpdate'] = async (update, correlationId) => {
    const incoming = readUpdate(update);
    try {
      await handleIncoming(incoming, correlationId);
    } catch (error) {
      log.error({ err: error, updateId: incoming.updateId, correlationId }, 'an update failed');
    }
  };
  const handleIncoming = async (incoming: Incoming, correlationId: string): Promise<void> => {
    if (incoming.kind === 'ignored') {
      log.info({ update: incoming.what, updateId: incoming.updateId, correlationId }, 'update is not served');
      return;
    }
    if (incoming.kind === 'group_callback') {
      log.info(
        { update: 'callback in a group', updateId: incoming.updateId, correlationId },
        'update is not served',
      );
      return sender.answer(
        incoming.callbackId,
        TEXTS[languageFor(incoming.languageCode)].errors.groupChat,
        true,
      );
    }
    const answer =
      incoming.kind === 'callback' ? startCallbackAnswer(sender, incoming.callbackId) : undefined;
    const started = performance.now();
    try {
      await queue.run(incoming.profile.telegramId.toString(), async () => {
        const handled = await once(app, incoming.updateId, async () => {
          const outcome =
            incoming.kind === 'membership'
              ? await noteMembership(app, incoming)
              : await handlePersonal({ app: botApp, sender, albums, incoming, correlationId, answer });
          report(incoming, { outcome, correlationId, ms: Math.round(performance.now() - started) });
        });
        if (!handled) log.info({ updateId: incoming.updateId, correlationId }, 'update came again');
      });
    } finally {
      await answer?.finish();
    }
  };
  const report = (
    { kind, updateId }: Incoming,
    { outcome, correlationId, ms }: { outcome: Outcome; correlationId: string; ms: number },
  ): void => {
    const { error, ...said } = outcome;
    const line = { update: kind, updateId, ...said, ms, correlationId };
    if (error?.kind === 'bug') log.error({ ...line, err: error }, 'update');
    else log.info(error ? { ...line, data: error.data } : line, 'update');
  };

  return {
    handleUpdate,
    sendNotification: (notificationId) => sendNotification(app, teller, notificationId),
    showTyping: (ticketId) => showTyping(app, client, ticketId),
    start: async () => {
      const { signal } = stopping;
      background.push(tryUntilDone('publish commands', () => publishCommands(client, app), { log, signal }));
      if (config.botMode === 'webhook') {
        background.push(tryUntilDone('set webhook', () => webhook.set(), { log, signal }));
        return;
      }
      background.push(
        poll({
          client,
          webhook,
          log,
          signal,
          handle: (update) => handleUpdate(update, randomUUID()),
        }),
      );
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(background);
      await queue.idle();
    },
  };
}

/** The user blocked the bot, or let it in again. */
async function noteMembership(
  app: App,
  incoming: Extract<Incoming, { kind: 'membership' }>,
): Promise<Outcome> {
  const user = await ensureUser(app, incoming.profile);
  await markBotBlocked(app, user.id, incoming.blocked);
  return { userId: user.id.toString(), act: incoming.blocked ? 'blocked' : 'unblocked', result: 'ok' };
}
