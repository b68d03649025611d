import type pg from 'pg';
import { batchValues, POST_BATCH } from '../../src/ledger/batch.ts';
import type { AccountRef, Journal, Submitter } from '../../src/ledger/index.ts';
import { postQuery, resolve } from '../../src/ledger/post.ts';
import { newId } from '../../src/lib/index.ts';
import type { Caller } from './load.ts';
import { USERS } from './server.ts';

/** Every workload makes its journals with the product's own code, so keys, ids and parameters have their real cost. */
const assets = new Map([
  ['TON', 1n],
  ['STAR', 2n],
]);
const HOT = 1n;

const random = (below: number): number => Math.floor(Math.random() * below);
const user = (): bigint => BigInt(1 + random(USERS));
const wallet = (id: bigint): AccountRef => ({ user: id, account: 'wallet', asset: 'TON' });

function pair(): [bigint, bigint] {
  const a = random(USERS);
  const b = (a + 1 + random(USERS - 1)) % USERS;
  return [BigInt(a + 1), BigInt(b + 1)];
}

function journal(debit: AccountRef, credit: AccountRef): Journal {
  const lines = [{ debit, credit, amount: 5n }];
  return { key: `bench:${newId()}`, kind: 'adjustment', reason: 'bench', actor: 'system', lines };
}

function between(): Journal {
  const [a, b] = pair();
  return journal(wallet(a), wallet(b));
}

/** From any wallet to one that everybody uses. Not sharded. */
function hot(): Journal {
  return journal(wallet(BigInt(2 + random(USERS - 1))), wallet(HOT));
}

function fromHouse(): Journal {
  return journal({ house: 'provider_clearing', asset: 'TON' }, wallet(user()));
}

/** Pay, stars, bonus: three transfers on five accounts, linked to its order. */
function purchase(): Journal {
  const buyer = user();
  const orderId = newId();
  const stars: AccountRef = { user: buyer, account: 'stars', asset: 'STAR' };
  return {
    key: `purchase:${orderId}`,
    kind: 'balance_purchase',
    reason: 'bench',
    actor: `user:${buyer}`,
    links: { orderId },
    lines: [
      { debit: wallet(buyer), credit: { house: 'revenue', asset: 'TON' }, amount: 5n },
      { debit: { house: 'star_stock', asset: 'STAR' }, credit: stars, amount: 5n },
      { debit: { house: 'bonus', asset: 'STAR' }, credit: stars, amount: 1n },
    ],
  };
}

type Connection = pg.Client | pg.Pool;

function poster(connection: Connection, make: () => Journal): Caller {
  return async () => {
    const wanted = make();
    await connection.query(postQuery(wanted, resolve(wanted, assets)));
    return 1;
  };
}

export const post = (connection: Connection): Caller => poster(connection, between);
export const postHot = (connection: Connection): Caller => poster(connection, hot);
export const postSharded = (connection: Connection): Caller => poster(connection, fromHouse);
export const postPurchase = (connection: Connection): Caller => poster(connection, purchase);

/** A hundred postings in one call. It counts as a hundred. */
export function batch100(connection: Connection): Caller {
  return async () => {
    const entries = Array.from({ length: 100 }, (_, group) => {
      const wanted = between();
      return { journal: wanted, resolved: resolve(wanted, assets), group };
    });
    await connection.query({ ...POST_BATCH, values: batchValues(entries) });
    return 100;
  };
}

export function submit(submitter: Submitter, make: 'between' | 'hot'): Caller {
  return async () => {
    await submitter.submit(make === 'hot' ? hot() : between());
    return 1;
  };
}

/** One durable row: the least cost of a commit. */
export function insert(connection: Connection): Caller {
  return async () => {
    await connection.query({
      name: 'bench.insert',
      text: 'INSERT INTO peer.single (id, amount) VALUES ($1, $2)',
      values: [newId(), 5n],
    });
    return 1;
  };
}

/** Two ordered updates and one insert: no check, no key, no history, no index. */
export function raw(connection: Connection): Caller {
  return async () => {
    const [a, b] = pair();
    await connection.query({
      name: 'bench.raw',
      text: 'SELECT peer.raw($1, $2, $3, $4)',
      values: [newId(), a, b, 5n],
    });
    return 1;
  };
}
