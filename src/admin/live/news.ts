import { outage, type Db, type Listener, type Logger } from '../../platform/index.ts';

/** Reports changes that any process made. Topics are such as `ticket:<id>`. */
export interface News {
  subscribe(listener: (topic: string) => void): () => void;
  close(): Promise<void>;
}

const CHANNEL = 'panel';
const RETRY_MS = 2000;
/** Behind a pooler no news arrive, so open pages look again at fixed times. */
const DEAF_MS = 10_000;

/** Listens on one connection. If it is lost, a new one is opened. Listeners then get `*`: anything may have changed. */
export function createNews(db: Db, log: Logger): News {
  const listeners = new Set<(topic: string) => void>();
  const tell = (topic: string): void => listeners.forEach((listener) => listener(topic));
  let client: Listener | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const again = (error: unknown): void => {
    if (closed || timer) return;
    outage(log, 'news of the back office').failed(error);
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, RETRY_MS);
    timer.unref();
  };
  const connect = async (): Promise<void> => {
    try {
      const taken = await db.listener();
      if (closed) return taken.end();
      client = taken;
      taken.client.on('notification', ({ payload = '' }) => tell(payload));
      taken.client.once('error', (error) => {
        client = undefined;
        taken.end();
        again(error);
      });
      await taken.client.query(`LISTEN ${CHANNEL}`);
      outage(log, 'news of the back office').well();
      if (taken.isDeaf) timer = setInterval(() => tell('*'), DEAF_MS).unref();
      tell('*');
    } catch (error) {
      again(error);
    }
  };
  const first = connect();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await first;
      client?.client.removeAllListeners('error').on('error', () => {});
      client?.end();
    },
  };
}
