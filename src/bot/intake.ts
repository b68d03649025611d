import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toAppError } from '../lib/index.ts';
import type { Owed } from '../notifications/index.ts';
import type { Context } from '../platform/index.ts';
import {
  awaitReturn,
  closeUpdate,
  findOpenUpdate,
  keepUpdate,
  noteOwed,
  openBefore,
  type OpenUpdate,
} from '../support/index.ts';
import { LEASE_MS } from './lease.ts';
import { once } from './once.ts';
import { retryAfter } from './retry.ts';
import { readUpdate, type Incoming } from './update.ts';
import type { UserQueue } from './userQueue.ts';

/** An update that belongs to a person. */
export type OfPerson = Extract<Incoming, { profile: unknown }>;

/** Whether a turn is over. `Owed`: it has to be handled again. `blocked`: it is handled when the person comes back. */
export type Ending = 'done' | 'blocked' | Owed;

/** Takes updates of persons. Each is handled once and in order. None is lost, and none stays without its answer. */
export interface Intake {
  /**
   * Returns when the update is done, or kept to be handled later. `onEnd` runs when its turn is over. Errors: the
   * update is neither, so it must come again.
   */
  take(
    incoming: OfPerson,
    update: { body: unknown; correlationId: string },
    onEnd: () => Promise<void>,
  ): Promise<void>;
  /** The job of an update that was kept. Errors: TELEGRAM_UNAVAILABLE with `retryAfter` while it is open. */
  answer(updateId: number): Promise<void>;
}

/** An update that takes longer is kept, so that it depends neither on Telegram's queue nor on this process. */
const KEEP_AFTER_MS = 1000;
const FIRST_RETRY_MS = 2000;
/** An update that could not be answered for this long no longer holds up the other updates of its person. */
const HOLDS_UP_MS = 600_000;
/** The wait while another turn of the person runs. */
const BUSY_S = 1;

type Taken = Omit<OpenUpdate, 'takenAt'> & { incoming: OfPerson };

export function createIntake(
  app: Context,
  queue: UserQueue,
  answerIncoming: (incoming: OfPerson, correlationId: string) => Promise<Ending>,
): Intake {
  const keep = (taken: Taken, afterMs: number): Promise<void> =>
    keepUpdate(app, {
      ...taken,
      telegramId: taken.incoming.profile.telegramId,
      runAt: new Date(Date.now() + afterMs),
    });

  /** One update, under the lock of its person. False: it is still open. */
  const attend = async (taken: Taken, isKept: () => boolean): Promise<boolean> => {
    const { updateId, incoming, correlationId } = taken;
    let ending: Ending = 'done';
    const result = await once(app, updateId, async () => {
      ending = await answerIncoming(incoming, correlationId).catch((error: unknown): Ending => {
        app.errors.note(error, { door: 'bot', place: incoming.kind, correlationId });
        app.log.error({ err: error, updateId, correlationId }, 'an update failed');
        return toAppError(error).kind === 'unavailable' ? 'unclear' : 'done';
      });
      return ending === 'done';
    });
    if (result === 'before') app.log.info({ updateId, correlationId }, 'update came again');
    if (result === 'owed') {
      await keep(taken, FIRST_RETRY_MS);
      return putOff(taken, ending);
    } else if (result !== 'busy' && isKept()) await closeUpdate(app, updateId);
    return result === 'done' || result === 'before';
  };

  /** Decides about a turn that is not over. True: it waits for a person, and later updates do not wait for it. */
  const putOff = async ({ updateId, correlationId }: Taken, ending: Ending): Promise<boolean> => {
    if (ending === 'blocked') await awaitReturn(app, updateId);
    if (ending === 'blocked' || ending === 'done') return true;
    const isAside = await noteOwed(app, updateId, ending);
    if (isAside)
      app.log.error({ updateId, correlationId }, 'an answer cannot be sent: staff must decide about it');
    return isAside;
  };

  /** Earlier updates that are open come first. While one of them stays open, this one stays open too. */
  const inOrder = async (taken: Taken, isKept: () => boolean, isNew = false): Promise<void> => {
    const { updateId, incoming } = taken;
    const { telegramId } = incoming.profile;
    // A person who writes to the bot has let it in. An update about membership says this by itself.
    const isBack = isNew && incoming.kind !== 'membership';
    const earlier = await openBefore(app, { telegramId, updateId, isBack }).catch(() => []);
    for (const open of earlier) {
      const asked = readUpdate(open.body);
      if (!('profile' in asked) || (await attend({ ...open, incoming: asked }, () => true))) continue;
      if (Date.now() - open.takenAt.getTime() < HOLDS_UP_MS) return keep(taken, FIRST_RETRY_MS);
    }
    await attend(taken, isKept);
  };

  return {
    take: async (incoming, { body, correlationId }, onEnd) => {
      const taken: Taken = { updateId: incoming.updateId, incoming, body, correlationId };
      let kept = false;
      const work = queue.run(incoming.profile.telegramId.toString(), () =>
        inOrder(taken, () => kept, true).finally(onEnd),
      );
      const timer = new AbortController();
      const late = sleep(KEEP_AFTER_MS, 'late' as const, { signal: timer.signal }).catch(
        () => 'late' as const,
      );
      const first = await Promise.race([work, late]).finally(() => timer.abort());
      if (first !== 'late') return;
      try {
        await keep(taken, LEASE_MS);
        kept = true;
      } catch (error) {
        app.log.warn(
          { err: error, updateId: taken.updateId },
          'a slow update could not be stored, so Telegram waits for its answer',
        );
        return work;
      }
      work.catch((error: unknown) =>
        app.log.warn({ err: error, updateId: taken.updateId }, 'an update failed; its job tries again'),
      );
    },
    answer: async (updateId) => {
      const open = await findOpenUpdate(app, updateId);
      if (!open) return;
      const incoming = readUpdate(open.body);
      if (!('profile' in incoming)) return closeUpdate(app, updateId);
      const isFree = await queue.runSoon(incoming.profile.telegramId.toString(), () =>
        inOrder({ ...open, incoming }, () => true),
      );
      if (isFree && !(await findOpenUpdate(app, updateId))) return;
      throw new AppError('TELEGRAM_UNAVAILABLE', { retryAfter: isFree ? retryAfter(open.takenAt) : BUSY_S });
    },
  };
}
