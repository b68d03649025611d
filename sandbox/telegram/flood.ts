import type { Clock } from '../../src/lib/index.ts';

/** Telegram's flood limits as token buckets: 30 a second over all chats, 1 a second in one chat after a short burst. */
export interface Flood {
  /** Counts one message. If it is refused, returns the seconds to wait. */
  check(chatId: number): number | undefined;
}

const ALL = { perSecond: 30, burst: 30 };
const ONE_CHAT = { perSecond: 1, burst: 20 };

export function createFlood(clock: Clock): Flood {
  const all = bucket(ALL);
  const chats = new Map<number, ReturnType<typeof bucket>>();
  return {
    check(chatId) {
      const now = clock.now().getTime();
      const chat = chats.get(chatId) ?? bucket(ONE_CHAT);
      chats.set(chatId, chat);
      const wait = Math.max(all.wait(now), chat.wait(now));
      if (wait > 0) return Math.ceil(wait);
      all.take();
      chat.take();
      return undefined;
    },
  };
}

function bucket({ perSecond, burst }: { perSecond: number; burst: number }) {
  let tokens = burst;
  let last: number | undefined;
  return {
    /** Seconds until the next token. */
    wait(now: number): number {
      tokens = Math.min(burst, tokens + (Math.max(0, now - (last ?? now)) / 1000) * perSecond);
      last = now;
      return tokens >= 1 ? 0 : (1 - tokens) / perSecond;
    },
    take(): void {
      tokens -= 1;
    },
  };
}
