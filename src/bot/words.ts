import { formatAmount } from '../lib/index.ts';
import type { Config } from '../platform/index.ts';
import { coin } from '../shop/index.ts';
import { TEXTS, type Texts } from './texts/index.ts';

/** What a screen needs for its texts: the words of one language, and how it writes money, numbers and times. */
export interface Words {
  readonly t: Texts;
  readonly language: 'ru' | 'en';
  /** The coin's name. */
  readonly coin: string;
  /** Minor units in one coin. */
  readonly unit: bigint;
  /** Minor units of the shop's coin: "95 TON". */
  money(minor: bigint): string;
  stars(n: number | bigint): string;
  /** "22.11.2026 17:30 UTC", "22 Nov 2026 17:30 UTC". Users live in many time zones, so the zone is always shown. */
  date(at: Date): string;
  /** "22.11", "22 Nov". */
  day(at: Date): string;
  time(at: Date): string;
  /** The time of a moment near `now`. If it is on another day, the day is shown too. */
  moment(at: Date, now: Date): string;
  /** A length of time, rounded up to minutes (to seconds below two minutes). */
  span(milliseconds: number): string;
}

export function wordsFor(
  config: Pick<Config, 'PAYMENT_ASSET' | 'PAYMENT_ASSET_LABEL'>,
  language: 'ru' | 'en',
): Words {
  const t = TEXTS[language];
  const asset = coin(config);
  return {
    t,
    language,
    coin: config.PAYMENT_ASSET_LABEL,
    unit: 10n ** BigInt(asset.exponent),
    money: (minor) => `${formatAmount(minor, asset)} ${config.PAYMENT_ASSET_LABEL}`,
    stars: (n) => t.common.stars(Number(n)),
    date: (at) => t.common.date(...parts(at), at.getUTCFullYear()) + ` ${clockTime(at)}`,
    day: (at) => t.common.date(...parts(at)),
    time: clockTime,
    moment: (at, now) =>
      at.toISOString().slice(0, 10) === now.toISOString().slice(0, 10)
        ? clockTime(at)
        : `${t.common.date(...parts(at))} ${clockTime(at)}`,
    span: (milliseconds) => {
      const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
      if (seconds < 120) return t.common.seconds(seconds);
      const minutes = Math.ceil(seconds / 60);
      return minutes < 120
        ? t.common.minutes(minutes)
        : t.common.hours(Math.floor(minutes / 60), minutes % 60);
    },
  };
}

/** Day and month, both from 1. */
function parts(at: Date): [number, number] {
  return [at.getUTCDate(), at.getUTCMonth() + 1];
}

function clockTime(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}
