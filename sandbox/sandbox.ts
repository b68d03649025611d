import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { AppError, refuseDeepJson, type Clock } from '../src/lib/index.ts';
import type { Logger } from '../src/platform/index.ts';
import { createPages } from './pages.ts';
import { createHub, createStateFile, createTime, readState, type SandboxTime } from './shared/index.ts';
import { createHeleket, type HeleketSandbox, type HeleketState } from './heleket/index.ts';
import { createIStar, type IStarSandbox, type IStarState } from './istar/index.ts';
import { createMyStars, PAY_TO, type MyStarsSandbox, type MyStarsState } from './mystars/index.ts';
import { createTelegram, personNamed, type TelegramSandbox, type TelegramState } from './telegram/index.ts';
import type { TonParts, TonSandbox, TonState } from './ton/index.ts';

export interface SandboxOptions {
  /** 0 picks a free port. */
  port: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** The address of the sandbox for browsers, if it differs from its own address. */
  publicUrl?: string;
  /** 'production' is refused. */
  environment?: string;
  telegramToken: string;
  merchant: string;
  paymentKey: string;
  payoutKey: string;
  /** Default: the values of the sandbox's own configuration, and no webhooks. */
  istar?: { apiKey: string; webhookSecret: string; webhookUrl?: string; wallet?: 'TON' | 'USDT' };
  /** Default: the values of the sandbox configuration. */
  mystars?: { apiKey: string; webhookSecret: string };
  /** Words of the wallet that the product pays from. Without them the sandbox has no TON chain. */
  tonMnemonic?: string;
  log: Logger;
  clock: Clock;
  /** Keeps chats and invoices over a restart. */
  stateFile?: string;
  /** Telegram's flood limits; default true. Switch them off if a test sends faster than people do. */
  floodLimits?: boolean;
}

export interface Sandbox {
  readonly url: string;
  /** For TELEGRAM_API_ROOT. */
  readonly telegramRoot: string;
  /** For HELEKET_API_URL. */
  readonly heleketUrl: string;
  /** For ISTAR_API_URL. */
  readonly istarUrl: string;
  readonly time: SandboxTime;
  readonly telegram: TelegramSandbox;
  readonly heleket: HeleketSandbox;
  readonly istar: IStarSandbox;
  /** Its API is at `/mystars`. */
  readonly mystars: MyStarsSandbox;
  readonly ton: TonSandbox | undefined;
  close(): Promise<void>;
}

const ISTAR = { apiKey: 'sandbox-istar-key', webhookSecret: 'sandbox-istar-webhook-secret' };

interface SavedState {
  telegram: TelegramState;
  heleket: HeleketState;
  /** Absent in an older file. */
  istar?: IStarState;
  mystars?: MyStarsState;
  ton?: TonState;
}

/**
 * Starts the imitations of Telegram, Heleket, the suppliers of stars and the TON chain, with their pages and the play
 * interface. Errors: CONFIG_INVALID (in production); an error of Node if the port cannot be used.
 */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  if (options.environment === 'production')
    throw new AppError('CONFIG_INVALID', {}, { message: 'the sandbox never starts in production' });
  const { log } = options;
  const app = express();
  app.disable('x-powered-by');
  const server = createServer(app);
  const url = await listen(server, options);

  const time = createTime(options.clock);
  const hub = createHub();
  const saved = readState<SavedState>(options.stateFile, log);
  const ton = await startTon(options.tonMnemonic, {
    time,
    log,
    saved: saved?.ton,
    changed: () => file.touch(),
    onTransfer: ({ from, to, amount, comment, txHash }) =>
      mystars.paymentSeen({ from, to, amount: BigInt(amount), memo: comment, asset: 'TON', txId: txHash }),
  });
  const file = createStateFile(options.stateFile, () => ({
    telegram: telegram.world.state,
    heleket: heleket.world.state,
    istar: istar.world.state,
    mystars: mystars.world.state,
    ...(ton ? { ton: ton.state } : {}),
  }));
  const changed = (): void => file.touch();
  const telegram: TelegramSandbox = createTelegram({
    token: options.telegramToken,
    time,
    hub,
    log,
    saved: saved?.telegram,
    floodLimits: options.floodLimits ?? true,
    changed,
  });
  const heleket: HeleketSandbox = createHeleket({
    merchant: options.merchant,
    paymentKey: options.paymentKey,
    payoutKey: options.payoutKey,
    publicUrl: url,
    time,
    hub,
    log,
    saved: saved?.heleket,
    changed,
  });
  const istar: IStarSandbox = createIStar({
    ...(options.istar ?? ISTAR),
    time,
    log,
    saved: saved?.istar,
    changed,
    findPerson: (username) => telegram.findByUsername(username),
    onDelivered: ({ username, stars }) => telegram.addStars(username, stars),
  });

  const mystars: MyStarsSandbox = createMyStars({
    ...(options.mystars ?? {
      apiKey: 'sandbox-mystars-key',
      webhookSecret: 'sandbox-mystars-webhook-secret',
    }),
    time,
    log,
    saved: saved?.mystars,
    changed,
    accountOf: (username) => personNamed(telegram.world, username),
    ...(ton && {
      giveBack: ({ to, amount, asset, memo }) =>
        asset === 'TON' ? ton.transferIn({ from: PAY_TO, to, amount, comment: memo }).txHash : undefined,
    }),
    onDelivered: ({ username, stars }) => telegram.addStars(username, stars),
  });

  app.use('/telegram', telegram.api);
  app.use('/heleket', heleket.api);
  app.use('/istar', istar.api);
  app.use('/mystars', mystars.api);
  const json = express.json({ limit: '80mb', verify: refuseDeepJson });
  app.use('/play/telegram', json, telegram.play);
  app.use('/play/heleket', json, heleket.play);
  app.use('/play/istar', json, istar.play);
  app.use('/play/mystars', json, mystars.play);
  if (ton) app.use('/ton', ton.api).use('/play/ton', json, ton.play);
  app.use(createPages());
  app.use('/play/clock', json, clockRoutes(time));
  app.use(answerErrors(log));

  return {
    url,
    telegramRoot: `${url}/telegram`,
    heleketUrl: `${url}/heleket`,
    istarUrl: `${url}/istar`,
    time,
    telegram,
    heleket,
    istar,
    mystars,
    ton,
    async close() {
      telegram.stop();
      heleket.stop();
      istar.stop();
      mystars.stop();
      time.stop();
      hub.close();
      file.flush();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Loads the libraries of TON only if there is a wallet. */
async function startTon(
  mnemonic: string | undefined,
  parts: Omit<TonParts, 'mnemonic'>,
): Promise<TonSandbox | undefined> {
  if (mnemonic === undefined || mnemonic === '') return undefined;
  const { createTon } = await import('./ton/index.ts');
  return createTon({ mnemonic, ...parts });
}

function listen(server: Server, { port, host = '127.0.0.1', publicUrl }: SandboxOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo;
      const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
      resolve((publicUrl ?? `http://${name}:${taken}`).replace(/\/+$/, ''));
    });
  });
}

function clockRoutes(time: SandboxTime): express.Router {
  const router = express.Router();
  const answer = (response: Response): void => void response.json({ now: time.now().toISOString() });
  router.get('/', (_request, response) => answer(response));
  router.post('/advance', (request, response) => {
    const { seconds } = z.object({ seconds: z.number().min(0) }).parse(request.body);
    time.advance(seconds * 1000);
    answer(response);
  });
  return router;
}

/** The play interface answers wrong input with 400 and the reason. */
function answerErrors(log: Logger) {
  return (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    const isInput =
      error instanceof z.ZodError ||
      error instanceof AppError ||
      // Express and its body readers set a status that says what is wrong with a request.
      (error instanceof Error && 'status' in error && Number(error.status) < 500);
    if (!isInput) log.error({ err: error }, 'sandbox: a request failed');
    const message = error instanceof Error ? error.message : 'failed';
    if (!response.headersSent) response.status(isInput ? 400 : 500).json({ error: message });
  };
}
