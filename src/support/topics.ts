import type { Context } from '../platform/index.ts';

/** The subject of a person's message: an order, a ticket, a refund. */
interface Matter {
  readonly userId: bigint;
  readonly subjectId: string;
}

/** Remembers in which topic of a private chat a subject was last mentioned. A chat without topics has no row. */
export async function rememberTopic(
  context: Context,
  { userId, subjectId, threadId }: Matter & { threadId: number | undefined },
): Promise<void> {
  if (threadId === undefined) return;
  await context.db.query(
    `INSERT INTO chat_topics (user_id, subject_id, thread_id) VALUES ($1, $2, $3)
     ON CONFLICT (user_id, subject_id) DO UPDATE SET thread_id = excluded.thread_id`,
    [userId, subjectId, threadId],
  );
}

export async function findTopic(
  context: Context,
  { userId, subjectId }: Matter,
): Promise<number | undefined> {
  const row = await context.db.one<{ thread: bigint }>(
    'SELECT thread_id AS thread FROM chat_topics WHERE user_id = $1 AND subject_id = $2',
    [userId, subjectId],
  );
  return row && Number(row.thread);
}
