import type { Db, Tx } from './db.ts';

/**
 * Runs `work` with an app whose `db` is one transaction, so that a change and its audit row are written together or not
 * at all. A use case that opens its own transaction gets a savepoint.
 */
export function inOneTransaction<A extends { readonly db: Db }, T>(
  app: A,
  work: (app: A, tx: Tx) => Promise<T>,
): Promise<T> {
  return app.db.tx((tx) => work({ ...app, db: boundTo(tx, app.db) }, tx));
}

function boundTo(tx: Tx, db: Db): Db {
  return {
    pool: db.pool,
    query: (text, values) => tx.query(text, values),
    one: async <R extends object>(text: string, values?: readonly unknown[]) =>
      (await tx.query<R>(text, values)).rows[0],
    tx: async (work) => {
      await tx.query('SAVEPOINT use_case');
      try {
        const result = await work(tx);
        await tx.query('RELEASE SAVEPOINT use_case');
        return result;
      } catch (error) {
        await tx.query('ROLLBACK TO SAVEPOINT use_case');
        throw error;
      }
    },
    listener: () => db.listener(),
    close: async () => {},
  };
}
