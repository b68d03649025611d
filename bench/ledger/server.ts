import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { createLogger, createMigrator } from '../../src/platform/index.ts';

/** The benchmark's own PostgreSQL with default durability. */
export interface BenchServer {
  /** Creates a migrated database with accounts and the peers' tables. */
  database(name: string): Promise<BenchDatabase>;
  close(): Promise<void>;
}

export interface BenchDatabase {
  readonly url: string;
  /** The owner's connection, for preparation. */
  readonly owner: pg.Client;
  readonly connect: () => Promise<pg.Client>;
}

/** Number of users with open accounts. Postings of the random workloads choose among them. */
export const USERS = 1000;

/** The work of `raw` and `insert` is the least that a posting could cost: see docs/ledger.md. */
const PEERS = `
  CREATE SCHEMA peer;
  CREATE TABLE peer.single (id uuid, amount bigint, at timestamptz DEFAULT clock_timestamp());
  CREATE TABLE peer.balance (id bigint PRIMARY KEY, balance bigint NOT NULL) WITH (fillfactor = 50);
  INSERT INTO peer.balance SELECT id, 0 FROM generate_series(1, ${USERS}) id;
  CREATE TABLE peer.transfer (id uuid, debit bigint, credit bigint, amount bigint, at timestamptz);
  CREATE FUNCTION peer.raw(p_id uuid, p_debit bigint, p_credit bigint, p_amount bigint) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF p_debit < p_credit THEN
      UPDATE peer.balance SET balance = balance - p_amount WHERE id = p_debit;
      UPDATE peer.balance SET balance = balance + p_amount WHERE id = p_credit;
    ELSE
      UPDATE peer.balance SET balance = balance + p_amount WHERE id = p_credit;
      UPDATE peer.balance SET balance = balance - p_amount WHERE id = p_debit;
    END IF;
    INSERT INTO peer.transfer VALUES (p_id, p_debit, p_credit, p_amount, clock_timestamp());
  END $$;
`;

export async function startServer(): Promise<BenchServer> {
  const directory = mkdtempSync(path.join(tmpdir(), 'starboard-bench-'));
  const postgres = await startPostgres({ directory: path.join(directory, 'postgres') });
  const owners: pg.Client[] = [];
  return {
    database: async (name) => {
      const root = await connected(postgres.url('postgres'));
      await root.query(`CREATE DATABASE ${name}`);
      await root.end();
      const url = postgres.url(name);
      await createMigrator(url, createLogger({ LOG_LEVEL: 'error', DEBUG: false })).to('0007');
      const owner = await connected(url);
      owners.push(owner);
      await prepare(owner);
      return { url, owner, connect: () => connected(url) };
    },
    close: async () => {
      for (const owner of owners) await owner.end();
      await postgres.stop('immediate');
      rmSync(path.dirname(postgres.directory), { recursive: true, force: true });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function prepare(owner: pg.Client): Promise<void> {
  await owner.query(PEERS);
  await owner.query(
    `SELECT ledger.open_user_accounts(id, 'TON') FROM generate_series(1::bigint, ${USERS}) id`,
  );
  // Enough money, so that no posting is refused.
  await owner.query('UPDATE ledger.balance SET balance = 1000000000000 WHERE floor = 0 AND (id & 127) = 1');
  // Leaves out the empty tables: a plan made for a table known to be empty would later read the whole table.
  await owner.query('VACUUM ANALYZE ledger.balance, ledger.account, peer.balance');
}
