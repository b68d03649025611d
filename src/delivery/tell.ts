import { notifyAll } from '../notifications/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';
import { enqueueAll, type JobName, type NewJob } from '../queue/index.ts';
import type { SupplierName } from '../suppliers/index.ts';
import type { Delivery } from './types.ts';

/** Makes a job about a delivery. */
export function jobOf(
  job: Extract<JobName, 'delivery.send' | 'delivery.look-up'>,
  { id, correlationId }: Pick<Delivery, 'id' | 'correlationId'>,
  runAt?: Date,
): NewJob {
  return { job, payload: { deliveryId: id }, runAt, correlationId };
}

/** Writes a job about a delivery. */
export async function queueDelivery(tx: Queryable, ...job: Parameters<typeof jobOf>): Promise<void> {
  await enqueueAll(tx, [jobOf(...job)]);
}

export type ToldStep = 'confirmed' | 'failed' | 'uncertain' | 'review';

/** Tells the users the new states of their deliveries, once per state and attempt. */
export async function tellRecipientStates(
  tx: Tx,
  steps: readonly { readonly delivery: Delivery; readonly step: ToldStep }[],
): Promise<void> {
  await notifyAll(
    tx,
    steps.map(({ delivery: { id, userId, attempt, correlationId, stars }, step }) => ({
      userId,
      kind: 'delivery_step',
      subjectId: id,
      key: `delivery:${id}:${step}:${attempt}`,
      data: { step, stars: BigInt(stars) },
      correlationId: correlationId ?? undefined,
    })),
  );
}

/** {@link tellRecipientStates} for one. */
export function tellRecipientState(tx: Tx, delivery: Delivery, step: ToldStep): Promise<void> {
  return tellRecipientStates(tx, [{ delivery, step }]);
}

/** An answer of a supplier, for people who must decide. */
export interface KeptAnswer {
  readonly deliveryId: string;
  readonly supplier: SupplierName;
  readonly call: 'create' | 'lookUp' | 'find' | 'cancel' | 'event';
  readonly outcome: string;
  readonly raw: string;
}

/** Stores answers of suppliers. */
export async function keepAnswers(q: Queryable, answers: readonly KeptAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await q.query(
    `INSERT INTO delivery_answers (delivery_id, supplier, call, outcome, raw)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    [
      answers.map(({ deliveryId }) => deliveryId),
      answers.map(({ supplier }) => supplier),
      answers.map(({ call }) => call),
      answers.map(({ outcome }) => outcome),
      answers.map(({ raw }) => raw.slice(0, 4000)),
    ],
  );
}
