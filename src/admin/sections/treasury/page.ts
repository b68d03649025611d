import { readSupply, type SupplyState } from '../../../shop/index.ts';
import type { Access, Panel } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';
import { readMargins, type MarginTable } from './margins.ts';
import { readHistory, readPlaces, type History, type PlaceLine } from './places.ts';

/** The last look at whether the float covers what is sold. */
export interface SupplyView {
  /** False: no supplier sends stars, and nothing stops by itself. */
  isWatched: boolean;
  stopped: boolean;
  why: SupplyState['why'];
  held: string | null;
  needed: string | null;
  starCost: string | null;
  waiting: string;
  reserve: string;
  lookedAt: string | null;
}

export interface SupplyChange {
  at: string;
  stopped: boolean;
  why: SupplyState['why'];
  held: string | null;
  needed: string | null;
  waiting: string;
}

export interface TreasuryView {
  supply: SupplyView;
  changes: SupplyChange[];
  places: PlaceLine[];
  /** Transfers to our wallet that nobody has booked. */
  openIncoming: number;
  history: History;
  byPackage: MarginTable;
  byDay: MarginTable;
}

export async function readTreasuryPage({ panel }: Access): Promise<TreasuryView> {
  const [supply, changes, places, openIncoming, history, byPackage, byDay] = await Promise.all([
    supplyOf(panel),
    changesOf(panel),
    readPlaces(panel),
    countOpen(panel),
    readHistory(panel),
    readMargins(panel, 'package'),
    readMargins(panel, 'day'),
  ]);
  return { supply, changes, places, openIncoming, history, byPackage, byDay };
}

async function countOpen({ reads }: Panel): Promise<number> {
  const row = await reads.one<{ n: number }>(
    `SELECT count(*)::integer AS n FROM ton_incoming i
     WHERE NOT EXISTS (SELECT FROM treasury_bookings b WHERE b.tx_hash = i.tx_hash)`,
  );
  return row?.n ?? 0;
}

async function supplyOf(panel: Panel): Promise<SupplyView> {
  const state = await readSupply(panel.reads);
  const shown = (minor: bigint | null): string | null => amountOf(panel, minor, state.asset);
  return {
    isWatched: panel.app.config.DELIVERY === 'supplier',
    stopped: state.stopped,
    why: state.why,
    held: shown(state.held),
    needed: shown(state.needed),
    starCost: shown(state.starCost),
    waiting: String(state.waiting),
    reserve: String(state.reserve),
    lookedAt: state.lookedAt?.toISOString() ?? null,
  };
}

interface ChangeRow {
  at: Date;
  stopped: boolean;
  why: SupplyState['why'];
  asset: string | null;
  held: bigint | null;
  needed: bigint | null;
  waiting: bigint;
}

async function changesOf(panel: Panel): Promise<SupplyChange[]> {
  const { rows } = await panel.reads.query<ChangeRow>(
    'SELECT at, stopped, why, asset, held, needed, waiting FROM supply_events ORDER BY id DESC LIMIT 20',
  );
  return rows.map(({ at, stopped, why, asset, held, needed, waiting }) => ({
    at: at.toISOString(),
    stopped,
    why,
    held: amountOf(panel, held, asset),
    needed: amountOf(panel, needed, asset),
    waiting: String(waiting),
  }));
}

function amountOf({ style }: Panel, minor: bigint | null, asset: string | null): string | null {
  return minor === null || asset === null ? null : moneyText(style, minor, asset);
}
