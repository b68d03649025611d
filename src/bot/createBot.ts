import { randomUUID } from 'node:crypto';
import type { SendAlert } from '../alerts/index.ts';
import type { App } from '../app.ts';
import { sendMissed } from '../notifications/index.ts';
import { outage } from '../platform/index.ts';
import { followAnswers, resumeUpdates } from '../support/index.ts';
import { ensureUser, markBotBlocked } from '../users/index.ts';
import { createAlbums } from './album.ts';
import { pause, tryUntilDone } from './background.ts';
import { EARLY_MS, startCallbackAnswer, type CallbackAnswer } from './callbackAnswer.ts';
import { createClient } from './client.ts';
import { publishCommands } from './commands.ts';
import { createDrafts } from './drafts.ts';
import { runTurn, type Outcome } from './runTurn.ts';
import { sendNotification } from './tell.ts';
import { linkGroup, pressInGroup, sendAlert } from './groups.ts';
import { createIntake, type Ending, type OfPerson } from './intake.ts';
import { countAct, countGroupUpdate, noteUpdate } from './meters.ts';
import { poll } from './polling.ts';
import { createSender } from './send.ts';
import type { BotApp } from './turn.ts';
import { readUpdate, type Incoming } from './update.ts';
import { showTyping } from './typing.ts';
import { createUserQueue } from './userQueue.ts';
import { createWatch } from './watch.ts';
import { createWebhookControl } from './webhook.ts';

const TAKE_AGAIN_MS = 1000;
/** The log shows this for an update that is not handled yet because Telegram takes no answers. */
const WAITS = 'waits';

/** The Telegram door of the product. */
export interface Bot {
  /** Begins to take updates. If Telegram refuses or does not answer, the bot tries again in the background. */
  start(): Promise<void>;
  /** Resolves when every turn that has begun so far is over. */
  idle(): Promise<void>;
  /** Takes no more updates and finishes the turns that run. */
  stop(): Promise<void>;
  /**
   * Takes one update once. Returns when the update is done, or kept to be handled later. Errors: the update is neither,
   * so it must come again.
   */
  takeUpdate(update: unknown, correlationId: string): Promise<void>;
  /** Goes on with a kept update. Throws while it is not done. */
  answerUpdate(updateId: number): Promise<void>;
  /** Sends one row of `notifications`, after the earlier ones of its user. Throws if a later try can succeed. */
  sendNotification(notificationId: string): Promise<void>;
  /** Sends an alert to a chat of staff. Throws if a later try can succeed. */
  sendAlert: SendAlert;
  /** Shows the user of a ticket that somebody writes an answer. Never throws, because a second try is not worth it. */
  showTyping(ticketId: string): Promise<void>;
}

/** `earlyMs`: after this time a pressed button is answered without the text of its turn. */
export function createBot(app: App, { earlyMs = EARLY_MS } = {}): Bot {
  const { log, config } = app;
  const client = createClient(app, app.breakers.telegram);
  const sender = createSender(client);
  const teller = createSender(client, 'tell');
  const botApp: BotApp = { ...app, drafts: createDrafts(app) };
  const albums = createAlbums(app);
  const queue = createUserQueue(app);
  const watch = createWatch(app, client, createWebhookControl(client, config));
  const stopping = new AbortController();
  const background: Promise<void>[] = [];

  /** One turn of a person, from the update to its answer. */
  const answerIncoming = async (incoming: OfPerson, correlationId: string): Promise<Ending> => {
    const started = performance.now();
    const end = async (outcome: Outcome): Promise<Ending> => {
      report(incoming, { outcome, correlationId, ms: Math.round(performance.now() - started) });
      return outcome.owed === 'owed' ? client.judge(outcome.away) : (outcome.owed ?? 'done');
    };
    if (incoming.kind === 'membership') return end(await noteMembership(app, incoming));
    // Does nothing whose answer would have to wait anyway.
    if (await isPaused(app)) return end({ act: WAITS, result: 'CIRCUIT_OPEN', owed: 'owed' });
    const answer =
      incoming.kind === 'callback'
        ? (waiting.get(incoming.updateId) ?? startCallbackAnswer(sender, incoming.callbackId, earlyMs))
        : undefined;
    try {
      return await end(await runTurn({ app: botApp, sender, albums, incoming, correlationId, answer }));
    } finally {
      await answer?.finish();
    }
  };
  /** Pressed buttons whose turn has not come yet. The time in the queue counts too. */
  const waiting = new Map<number, CallbackAnswer>();
  const intake = createIntake(app, queue, answerIncoming);
  const takeUpdate: Bot['takeUpdate'] = async (update, correlationId) => {
    const incoming = readUpdate(update);
    if ('profile' in incoming) {
      if (incoming.kind === 'callback')
        waiting.set(incoming.updateId, startCallbackAnswer(sender, incoming.callbackId, earlyMs));
      const end = async (): Promise<void> => {
        await waiting.get(incoming.updateId)?.finish();
        waiting.delete(incoming.updateId);
      };
      return intake.take(incoming, { body: update, correlationId }, end);
    }
    const what = incoming.kind === 'ignored' ? incoming.what : incoming.kind;
    countGroupUpdate({ kind: incoming.kind });
    log.info({ update: what, updateId: incoming.updateId, correlationId }, 'update of no private chat');
    if (incoming.kind === 'group_code') return linkGroup(app, sender, incoming);
    if (incoming.kind === 'group_callback') return pressInGroup(app, sender, incoming);
  };
  const untaken = outage(log, 'taking of updates');
  /** Errors: the update was neither handled nor kept, so do not tell Telegram that it was. */
  const untilTaken = async (update: unknown, signal: AbortSignal): Promise<void> => {
    for (;;) {
      try {
        await takeUpdate(update, randomUUID());
        return untaken.well();
      } catch (error) {
        untaken.failed(error);
        if (signal.aborted) throw error;
        await pause(TAKE_AGAIN_MS, signal);
      }
    }
  };
  const report = (
    { kind, updateId }: Incoming,
    { outcome, correlationId, ms }: { outcome: Outcome; correlationId: string; ms: number },
  ): void => {
    const { error, away: _, ...said } = outcome;
    const waits = outcome.act === WAITS;
    noteUpdate({ kind, result: waits ? 'waits' : (error?.kind ?? 'ok') }, ms);
    if (!waits) countAct({ act: outcome.act });
    const { act: place, userId } = outcome;
    if (error) app.errors.note(error, { door: 'bot', place, correlationId, userId });
    const line = { update: kind, updateId, ...said, ms, correlationId };
    // Kept updates look at the circuit many times.
    if (waits) log.debug(line, 'update');
    else if (error?.kind === 'bug') log.error({ ...line, err: error }, 'update');
    else log.info(error ? { ...line, data: error.data } : line, 'update');
  };

  /** Updates come only after the webhook is right. */
  const begin = async (signal: AbortSignal): Promise<void> => {
    await watch.look();
    const looking = watch.run(signal);
    if (config.botMode === 'polling')
      await poll({
        client,
        log,
        signal,
        take: (update) => untilTaken(update, signal),
        onFailure: (error) => watch.note(error),
      });
    await looking;
  };

  return {
    takeUpdate,
    answerUpdate: (updateId) => intake.answer(updateId),
    sendNotification: (notificationId) =>
      sendNotification({ app, client, sender: teller, queue }, notificationId),
    sendAlert: (message) => sendAlert(app, teller, message),
    showTyping: (ticketId) => showTyping(app, client, ticketId),
    start: async () => {
      const { signal } = stopping;
      background.push(
        tryUntilDone('the menu of commands', () => publishCommands(client, app), { log, signal }),
      );
      background.push(begin(signal));
    },
    idle: () => queue.idle(),
    stop: async () => {
      stopping.abort();
      await Promise.all(background);
      await queue.idle();
    },
  };
}

async function isPaused(app: App): Promise<boolean> {
  const { phase, retryAt } = await app.breakers.telegram.state();
  return phase === 'open' && retryAt !== undefined && retryAt > app.clock.now();
}

/** The user blocked the bot or let it in again. In the second case, sends the missed messages that still matter. */
async function noteMembership(
  app: App,
  incoming: Extract<Incoming, { kind: 'membership' }>,
): Promise<Outcome> {
  const user = await ensureUser(app, incoming.profile);
  await markBotBlocked(app, user.id, incoming.blocked);
  if (!incoming.blocked)
    await app.db.tx(async (tx) => {
      await resumeUpdates(tx, incoming.profile.telegramId);
      await sendMissed(tx, user.id, followAnswers(app));
    });
  return { userId: user.id.toString(), act: incoming.blocked ? 'blocked' : 'unblocked', result: 'ok' };
}
