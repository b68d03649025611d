import type { App } from '../../app.ts';
import { createDb, dbOptions, type Config, type Db, type DbOptions } from '../../platform/index.ts';
import type { Installation } from '../../readiness/index.ts';
import { coin, type Package } from '../../shop/index.ts';
import type { Actor, StaffMember } from '../../staff/index.ts';
import type { Ability } from './abilities/index.ts';
import type { MoneyStyle } from './reader/index.ts';

/** A screen of the bot as a person reads it: HTML of Telegram, and the labels of the buttons, row by row. */
interface ShownScreen {
  readonly text: string;
  readonly buttons: readonly (readonly string[])[];
}

/** Functions of other doors that the back office needs. It gets them here because doors do not know each other. */
export interface Handed {
  /** Shows how the bot's shop would look at other prices. */
  readonly previewShop: (state: {
    readonly packages: readonly Package[];
    readonly starPrice: bigint;
  }) => Record<'ru' | 'en', { byPayment: ShownScreen; fromBalance: ShownScreen }>;
}

/** The same, with what only pages need. */
export interface Doors extends Handed {
  /** What Telegram says about our webhook. */
  readonly webhook: Installation['webhook'];
}

/** What every part of the back office works with. */
export interface Panel extends Doors {
  readonly app: App;
  /** Reads in a database role that can change nothing. */
  readonly reads: Db;
  /** The same for exports and long runs. They have their own connections, so that pages always find a free one. */
  readonly work: Db;
  /** Writes the texts of staff, in a database role that can do nothing else. */
  readonly content: Db;
  readonly style: MoneyStyle;
}

/** The person behind a request, with their rights. */
export interface Access {
  readonly panel: Panel;
  readonly staff: StaffMember;
  readonly actor: Actor;
  readonly ability: Ability;
}

/** A list must not hold a connection for long: if a person reloads the page, the next query starts at once. */
const STATEMENT_TIMEOUT_MS = 5000;
const MOST_CONNECTIONS = 10;
/** Each long run holds one connection. Pages of exports share the rest. */
const WORK_CONNECTIONS = 4;
const WORK_TIMEOUT_MS = 30_000;
/** For forms of texts. Each holds a connection for a moment. */
const CONTENT_CONNECTIONS = 2;

/** How amounts are written: decimals and label per asset. */
export function moneyStyle(config: Config): MoneyStyle {
  const main = coin(config);
  const further = config.LEDGER_ASSETS.map(({ code, exponent }) => [code, exponent] as const);
  const exponents: Record<string, number> = {
    ...Object.fromEntries(further),
    [main.code]: main.exponent,
    STAR: 0,
    '': main.exponent,
  };
  const labels: Record<string, string> = {
    [main.code]: config.PAYMENT_ASSET_LABEL,
    STAR: '⭐',
    // Limits name no coin, because they are in the coin of the shop.
    '': config.PAYMENT_ASSET_LABEL,
  };
  return {
    exponent: (asset) => exponents[asset] ?? coin({ PAYMENT_ASSET: asset }).exponent,
    label: (asset) => labels[asset] ?? asset,
  };
}

export function panelOptions(config: Config): DbOptions {
  return {
    ...dbOptions(config, 'starboard-panel'),
    role: config.DATABASE_PANEL_ROLE,
    max: MOST_CONNECTIONS,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  };
}

export function createPanel(app: App, doors: Doors): Panel {
  const { config } = app;
  const open = (
    name: string,
    {
      role = config.DATABASE_PANEL_ROLE,
      ...limits
    }: { role?: string; max: number; statementTimeoutMs: number },
  ): Db => createDb({ ...dbOptions(config, name), ...limits, role, min: 0 }, app.log);
  return {
    ...doors,
    app,
    reads: open('starboard-panel', { max: MOST_CONNECTIONS, statementTimeoutMs: STATEMENT_TIMEOUT_MS }),
    work: open('starboard-panel-work', { max: WORK_CONNECTIONS, statementTimeoutMs: WORK_TIMEOUT_MS }),
    content: open('starboard-content', {
      role: config.DATABASE_CONTENT_ROLE,
      max: CONTENT_CONNECTIONS,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    }),
    style: moneyStyle(config),
  };
}
