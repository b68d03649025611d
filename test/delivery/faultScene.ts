import { lookUpDelivery, type Delivery } from '../../src/delivery/index.ts';
import { closeQueues, createQueues } from '../../src/queue/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { eventually } from '../kit/eventually.ts';
import { createDeliveryStage, type DeliveryStage } from './scene.ts';

/** A stage whose time can run fast, also for jobs. */
export interface FaultStage extends DeliveryStage {
  /** Time passes for the product, the sandbox and the waiting jobs. */
  readonly later: (milliseconds: number) => Promise<void>;
  /** Lets time run fast until the deliveries are in this state. */
  readonly untilAll: (
    deliveries: readonly Pick<Delivery, 'id'>[],
    status: Delivery['status'],
  ) => Promise<void>;
  /** Lets time run fast until `check` is true. */
  readonly untilThat: (check: () => Promise<boolean>) => Promise<void>;
  /** The states that the user was told, in order. */
  readonly told: (delivery: Pick<Delivery, 'id'>) => Promise<string[]>;
  readonly clearFaults: () => Promise<unknown>;
  /** One call to the play interface of the chain. */
  readonly ton: <T = unknown>(path: string, body?: unknown, method?: string) => Promise<T>;
  /** Asks the supplier about the order now. */
  readonly look: (delivery: Pick<Delivery, 'id'>) => Promise<unknown>;
}

/** How far the time goes on with each look. */
const STEP_MS = 1500;

export async function createFaultStage(environment: Record<string, string>): Promise<FaultStage> {
  const stage = await createDeliveryStage({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000', ...environment });
  const { app } = stage;
  const { owner } = app.testDb;
  // PostgreSQL has its own clock. Without this a job that is planned by a moved clock would never become due.
  await owner.query('CREATE TABLE clock_ahead (milliseconds bigint NOT NULL)');
  await owner.query('INSERT INTO clock_ahead VALUES (0)');
  await owner.query('GRANT SELECT ON clock_ahead TO starboard_app');
  await owner.query(`CREATE FUNCTION job_in_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.run_at > now() THEN
      NEW.run_at := NEW.run_at - (SELECT milliseconds FROM public.clock_ahead) * interval '1 millisecond';
    END IF;
    RETURN NEW; END $$`);
  await owner.query(
    'CREATE TRIGGER job_in_time BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION job_in_time()',
  );
  const queues = createQueues(app);
  atEnd(() => closeQueues(queues));

  const later: FaultStage['later'] = async (time) => {
    const milliseconds = Math.round(time);
    app.clock.advance(milliseconds);
    await owner.query('UPDATE clock_ahead SET milliseconds = milliseconds + $1', [milliseconds]);
    await owner.query(
      `UPDATE outbox SET run_at = run_at - $1 * interval '1 millisecond' WHERE relayed_at IS NULL AND done_at IS NULL`,
      [milliseconds],
    );
    await queues.deliveries.promoteJobs();
  };
  const untilThat: FaultStage['untilThat'] = async (check) => {
    await eventually(async () => {
      if (await check()) return true;
      await later(STEP_MS);
      return false;
    });
  };
  const call = async (url: string, body: unknown, method: string): Promise<never> => {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
    return (await response.json()) as never;
  };
  const play = `${stage.sandbox.url}/play`;
  return {
    ...stage,
    later,
    untilThat,
    untilAll: (deliveries, status) =>
      untilThat(async () => {
        const states = await Promise.all(deliveries.map((delivery) => stage.now(delivery)));
        return states.every((state) => state.status === status);
      }),
    told: async ({ id }) => {
      const { rows } = await app.db.query<{ step: string }>(
        `SELECT data ->> 'step' AS step FROM notifications WHERE subject_id = $1 ORDER BY seq`,
        [id],
      );
      return rows.map(({ step }) => step);
    },
    clearFaults: () => call(`${play}/${app.config.DELIVERY_SUPPLIER}/faults`, undefined, 'DELETE'),
    ton: (path, body = {}, method = 'POST') => call(`${play}/ton${path}`, body, method),
    look: ({ id }) => lookUpDelivery(app, id),
  };
}
