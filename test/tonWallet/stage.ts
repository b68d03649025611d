import { randomUUID } from 'node:crypto';
import { createBreakers } from '../../src/app.ts';
import type { Clock } from '../../src/lib/index.ts';
import type { Db, Tx } from '../../src/platform/index.ts';
import {
  advancePayments,
  createTon,
  findPayment,
  wantPayment,
  walletState,
  type TonContext,
  type TonPayment,
  type WalletState,
  type Want,
} from '../../src/tonWallet/index.ts';
import { freePort } from '../../scripts/services/ports.ts';
import { playAt } from '../kit/play.ts';
import { sandboxOf } from '../kit/sandbox.ts';
import { createTestContext, type TestContext } from '../kit/testContext.ts';

export const TON = 1_000_000_000n;
export const SUPPLIER = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
const FAR_MS = 3_600_000;
/** Longer than a message waits before it is sent again. */
const TURN_MS = 6000;

export interface Landed {
  from: string;
  to: string;
  amount: string;
  comment: string;
  txHash: string;
}

/** The wallet against the imitation of the chain, over real HTTP. */
export interface Stage {
  readonly app: TestContext & TonContext & { breakers: ReturnType<typeof createBreakers> };
  want(change?: Partial<Want>): Promise<TonPayment>;
  /** One run of the worker, with another context where given. */
  advance(context?: TonContext): Promise<void>;
  /** Runs until the payment is in that state; the clock goes on between them. */
  until(id: string, state: TonPayment['state']): Promise<TonPayment>;
  payment(id: string): Promise<TonPayment>;
  wallet(): Promise<WalletState>;
  /** What was told of a payment, in the transactions of its steps. */
  told(id: string): Promise<string[]>;
  play<T>(path: string, body?: unknown, method?: string): Promise<T>;
  /** Transfers with that memo that the chain holds. */
  landed(payment: TonPayment): Promise<Landed[]>;
  /** Messages that the node was given, in order. */
  sent(): Promise<string[]>;
}

export async function createStage(environment: Record<string, string> = {}): Promise<Stage> {
  const port = await freePort();
  const context = await createTestContext({
    SANDBOX_PORT: String(port),
    // A test has the node fail as often as it likes.
    CIRCUIT_BREAKER_ENABLED: 'False',
    ...environment,
  });
  const { config, clock } = context;
  const sandbox = await sandboxOf(context, { tonMnemonic: config.TON_WALLET_MNEMONIC.reveal() });
  const breakers = createBreakers(context);
  const app = { ...context, breakers, ton: createTon(config, breakers.ton) };
  await prepare(app.testDb.owner);
  const play: Stage['play'] = (path, body = {}, method = 'POST') =>
    playAt(`${sandbox.url}/play/ton${path}`, body, method);
  await play('/settings', { confirmMs: 0 });
  const payment: Stage['payment'] = async (id) => {
    const found = await findPayment(app.db, id);
    if (!found) throw new Error(`no payment ${id}`);
    return found;
  };
  const advance = (by: TonContext = app): Promise<void> => advancePayments(by, tell);
  return {
    app,
    play,
    payment,
    advance,
    async wallet() {
      const state = await walletState(app);
      if (!state) throw new Error('no wallet');
      return state;
    },
    want: (change = {}) => app.db.tx((tx) => wantPayment(tx, aWant(app, change))),
    async until(id, state) {
      for (let turn = 0; turn < 60; turn++) {
        await advance();
        const now = await payment(id);
        if (now.state === state) return now;
        clock.advance(TURN_MS);
      }
      throw new Error(`it is ${(await payment(id)).state} and not ${state}`);
    },
    async told(id) {
      const { rows } = await app.db.query<{ state: string }>('SELECT state FROM told WHERE id = $1', [id]);
      return rows.map(({ state }) => state);
    },
    async landed({ memo }) {
      const all = await play<Landed[]>('/transfers', undefined, 'GET');
      return all.filter(({ comment }) => comment === memo);
    },
    async sent() {
      const calls = await play<{ params: { boc: string } }[]>('/calls?target=sendBoc', undefined, 'GET');
      return calls.map(({ params }) => params.boc);
    },
  };
}

export function aWant({ clock }: { clock: Clock }, change: Partial<Want> = {}): Want {
  return {
    purpose: 'test',
    subjectId: randomUUID(),
    to: SUPPLIER,
    memo: randomUUID(),
    amount: 2n * TON,
    notAfter: new Date(clock.now().getTime() + FAR_MS),
    ...change,
  };
}

async function prepare(owner: Db): Promise<void> {
  await owner.query('CREATE TABLE told (id uuid NOT NULL, state text NOT NULL)');
  await owner.query('GRANT SELECT, INSERT ON told TO starboard_app');
}

/** The owner of every payment here. */
export async function tell(tx: Tx, { id, state }: TonPayment): Promise<void> {
  await tx.query('INSERT INTO told (id, state) VALUES ($1, $2)', [id, state]);
}
