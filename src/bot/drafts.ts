import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError, DAY_SECONDS } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

/** An answer that came after the time was over. It is used if the user goes on. */
const typed = z.string().optional();
/**
 * The unfinished action: an amount that the bot asks for, or a ticket that the user writes. `done` is over: its
 * messages tell what it led to.
 */
const body = z.discriminatedUnion('name', [
  z.object({ name: z.literal('purchase'), typed }),
  z.object({ name: z.literal('balance_purchase'), typed }),
  z.object({ name: z.literal('topup'), typed }),
  z.object({ name: z.literal('refund_address'), refundId: z.string(), typed }),
  z.object({ name: z.literal('send_stars'), typed }),
  /** The account that gets this many stars. `isGift`: they are bought for it. */
  z.object({ name: z.literal('recipient'), stars: z.number(), isGift: z.boolean(), typed }),
  /** The words to the friend who gets a gift of this many stars. */
  z.object({ name: z.literal('gift_note'), stars: z.number(), to: z.string(), typed }),
  /** What the user agreed to lose, in minor units. The bot asks for the word that deletes the account. */
  z.object({ name: z.literal('delete_account'), wallet: z.string(), stars: z.string() }),
  z.object({
    name: z.literal('done'),
    /** The opened ticket or the order that was made. If both are absent, the answer was only taken. */
    ticketId: z.string().optional(),
    orderId: z.string().optional(),
    /** The note that a confirmation shows. The key of the draft is that of the confirmation. */
    note: z.string().optional(),
  }),
  z.object({
    name: z.literal('ticket'),
    subject: z.enum(['payment', 'delivery', 'account', 'other']),
    orderId: z.string().optional(),
    journalId: z.string().optional(),
    supportCode: z.string().optional(),
    texts: z.array(z.object({ messageId: z.number(), text: z.string() })),
    files: z.array(
      z.object({
        kind: z.enum(['photo', 'document']),
        text: z.string(),
        fileId: z.string(),
        fileUniqueId: z.string().optional(),
        fileSize: z.number().optional(),
        fileName: z.string().optional(),
        mediaGroupId: z.string().optional(),
        messageId: z.number(),
      }),
    ),
    lastAlbum: z.string().optional(),
  }),
]);
export type DraftBody = z.output<typeof body>;
export type TicketDraft = Extract<DraftBody, { name: 'ticket' }>;
export type DoneDraft = Extract<DraftBody, { name: 'done' }>;
/** What a question asks for. */
export type Question = Exclude<DraftBody['name'], 'done'>;

function isQuestion({ body: { name } }: Pick<Draft, 'body'>): boolean {
  return name !== 'done';
}

const stored = z.object({
  key: z.string(),
  /** Messages of the bot that belong to the draft. The last one is its screen. */
  messageIds: z.array(z.number()).readonly(),
  touchedAt: z.number(),
  body,
});

/** An unfinished action of one user, tied to its own messages. `key` stays the same until the action is finished. */
export interface Draft {
  readonly key: string;
  readonly messageIds: readonly number[];
  readonly body: DraftBody;
  readonly touchedAt: number;
  /** The time is over. The draft is kept so that the user can go on. */
  readonly expired: boolean;
}

/** For this long the user can go on with an expired draft. */
const AFTERLIFE_SECONDS = DAY_SECONDS;
/** Most unfinished actions of one user. The oldest is dropped to make room. */
const MOST = 8;
/** An answer by "reply" finds a draft by this many of its messages. */
const MOST_MESSAGES = 20;

/**
 * Unfinished actions, in Redis. They outlive a restart. If they are lost, only typing is lost. Errors of every call:
 * REDIS_UNAVAILABLE.
 */
export interface Drafts {
  start(userId: bigint, body: DraftBody, messageId: number, key?: string): Promise<Draft>;
  /** Keeps a changed draft and starts its time again. `messageId` is its newest screen. */
  save(userId: bigint, draft: Draft, messageId?: number): Promise<void>;
  /** As `save`, but an expired draft stays expired. */
  attach(userId: bigint, draft: Draft, messageId?: number): Promise<void>;
  /** The question is over. Its messages still tell what it led to. */
  finish(userId: bigint, draft: Draft, what?: Omit<DoneDraft, 'name'>): Promise<void>;
  /** The draft of a message. Without a message: the open question that was touched last. */
  find(userId: bigint, messageId: number | undefined): Promise<Draft | undefined>;
  /** Every draft, the one touched last first. */
  list(userId: bigint): Promise<readonly Draft[]>;
  /** The question whose time ran out last. */
  findExpired(userId: bigint): Promise<Draft | undefined>;
  end(userId: bigint, draft: Pick<Draft, 'key'>): Promise<void>;
  /** Forgets everything of one user. */
  clear(userId: bigint): Promise<void>;
}

export function newKey(): string {
  return randomBytes(12).toString('base64url');
}

export function createDrafts({ config, redis, clock }: Context): Drafts {
  const place = (userId: bigint): string => `${config.REDIS_PREFIX}:drafts:${userId}`;
  const lifetimeMs = config.SESSION_CACHE_TTL * 1000;

  const list = async (userId: bigint): Promise<Draft[]> => {
    const now = clock.now().getTime();
    const all = await away(() => redis.hgetall(place(userId)));
    return Object.values(all)
      .flatMap((text) => {
        const parsed = stored.safeParse(parseJson(text));
        return parsed.success ? [parsed.data] : [];
      })
      .map((draft) => ({ ...draft, expired: now - draft.touchedAt > lifetimeMs }))
      .sort((a, b) => b.touchedAt - a.touchedAt);
  };

  const write = async (userId: bigint, draft: Omit<Draft, 'expired'>, messageId?: number): Promise<void> => {
    const messageIds =
      messageId === undefined
        ? draft.messageIds
        : [...draft.messageIds.filter((id) => id !== messageId), messageId].slice(-MOST_MESSAGES);
    const { key, body: content, touchedAt } = draft;
    const value = { key, body: content, messageIds, touchedAt } satisfies z.output<typeof stored>;
    await away(() =>
      redis
        .multi()
        .hset(place(userId), draft.key, JSON.stringify(value))
        .expire(place(userId), config.SESSION_CACHE_TTL + AFTERLIFE_SECONDS)
        .exec(),
    );
  };

  const save: Drafts['save'] = (userId, draft, messageId) =>
    write(userId, { ...draft, touchedAt: clock.now().getTime() }, messageId);

  return {
    save,
    list,
    attach: write,
    start: async (userId, body, messageId, key = newKey()) => {
      const before = await list(userId);
      // A message shows one thing, so an older draft of the same message is given up. The oldest drafts make room.
      const alike = before.filter((draft) => isQuestion(draft) === isQuestion({ body }));
      const gone = before.filter(
        (draft) => draft.messageIds.at(-1) === messageId || alike.indexOf(draft) >= MOST - 1,
      );
      if (gone.length > 0) await away(() => redis.hdel(place(userId), ...gone.map((draft) => draft.key)));
      const draft: Draft = {
        key,
        body,
        messageIds: [messageId],
        touchedAt: clock.now().getTime(),
        expired: false,
      };
      await write(userId, draft);
      return draft;
    },
    find: async (userId, messageId) => {
      const all = await list(userId);
      return messageId === undefined
        ? all.find((draft) => !draft.expired && isQuestion(draft))
        : all.find((draft) => draft.messageIds.includes(messageId));
    },
    findExpired: async (userId) => (await list(userId)).find((draft) => draft.expired && isQuestion(draft)),
    finish: (userId, draft, what = {}) => save(userId, { ...draft, body: { name: 'done', ...what } }),
    end: async (userId, draft) => {
      await away(() => redis.hdel(place(userId), draft.key));
    },
    clear: async (userId) => {
      await away(() => redis.del(place(userId)));
    },
  };
}

async function away<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new AppError('REDIS_UNAVAILABLE', {}, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
