import { ACCOUNT_OF, assetOf, PLACES, type Place } from '../../../treasury/index.ts';
import type { Panel } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';
import { houseAccounts } from '../ledger/trialBalance.ts';

/** A place beside its account of the ledger. */
export interface PlaceLine {
  place: Place;
  asset: string;
  /** What was read there last; null: nothing was read yet. */
  there: string | null;
  readAt: string | null;
  ledger: string;
  difference: string | null;
  agrees: boolean;
  accountId: string | null;
}

/** What each place held at the end of each day; a cell for each column. */
export interface History {
  columns: { place: Place; asset: string }[];
  days: { day: string; cells: (string | null)[] }[];
}

interface Reading {
  place: Place;
  asset: string;
  amount: bigint;
  seenAt: Date;
}

/** Every place with the coin that it holds for us, and any other coin that was found there. */
export async function readPlaces(panel: Panel): Promise<PlaceLine[]> {
  const { reads, style, app } = panel;
  const { rows: readings } = await reads.query<Reading>(
    `SELECT DISTINCT ON (place, asset) place, asset, amount, seen_at AS "seenAt" FROM float_readings
     ORDER BY place, asset, at DESC, id DESC`,
  );
  const { rows: accounts } = await reads.query<{ kind: string; asset: string; held: bigint }>(
    'SELECT kind, asset, (-balance)::bigint AS held FROM ledger.house_balances WHERE kind = ANY ($1)',
    [Object.values(ACCOUNT_OF)],
  );
  const wanted = PLACES.flatMap((place) => {
    const assets = readings.filter((reading) => reading.place === place).map(({ asset }) => asset);
    return [...new Set([assetOf(place, app.config), ...assets])].map((asset) => ({ place, asset }));
  });
  const ids = await houseAccounts(
    panel,
    wanted.map(({ place, asset }) => ({ kind: ACCOUNT_OF[place], asset })),
  );
  return wanted.map(({ place, asset }) => {
    const kind = ACCOUNT_OF[place];
    const reading = readings.find((one) => one.place === place && one.asset === asset);
    const held = accounts.find((one) => one.kind === kind && one.asset === asset)?.held ?? 0n;
    const difference = reading ? reading.amount - held : null;
    return {
      place,
      asset,
      there: reading ? moneyText(style, reading.amount, asset) : null,
      readAt: reading?.seenAt.toISOString() ?? null,
      ledger: moneyText(style, held, asset),
      difference: difference === null ? null : moneyText(style, difference, asset),
      agrees: difference === 0n,
      accountId: ids.get(`${kind}/${asset}`) ?? null,
    };
  });
}

export async function readHistory({ reads, style }: Panel): Promise<History> {
  const { rows } = await reads.query<{ day: string; place: Place; asset: string; amount: bigint }>(
    `SELECT DISTINCT ON (day, place, asset) to_char(seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, place, asset, amount
     FROM float_readings WHERE at > now() - interval '30 days' ORDER BY day DESC, place, asset, at DESC, id DESC`,
  );
  const names = [...new Set(rows.map(({ place, asset }) => `${place}/${asset}`))].toSorted();
  const cell = (day: string, name: string): string | null => {
    const row = rows.find((one) => one.day === day && `${one.place}/${one.asset}` === name);
    return row ? moneyText(style, row.amount, row.asset) : null;
  };
  return {
    columns: names.map((name) => {
      const [place, asset = ''] = name.split('/');
      return { place: place as Place, asset };
    }),
    days: [...new Set(rows.map(({ day }) => day))].map((day) => ({
      day,
      cells: names.map((name) => cell(day, name)),
    })),
  };
}
