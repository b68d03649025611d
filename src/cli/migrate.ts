import {
  createLogger,
  createMigrator,
  loadConfig,
  newMigration,
  readEnvironment,
  type Migrator,
} from '../platform/index.ts';

/** Migrates the schema and prints what was done. Returns the exit code, as the other commands do. */
export async function migrateCommand(work: (migrator: Migrator) => Promise<string[]>): Promise<number> {
  const config = loadConfig(readEnvironment());
  const done = await work(
    createMigrator(config.DATABASE_MIGRATION_URL.reveal(), createLogger({ ...config, LOG_LEVEL: 'error' })),
  );
  console.log(done.length === 0 ? 'Nothing to do.' : done.join('\n'));
  return 0;
}

export async function migrationStatusCommand(): Promise<number> {
  const config = loadConfig(readEnvironment());
  const states = await createMigrator(config.DATABASE_MIGRATION_URL.reveal(), createLogger(config)).status();
  for (const { name, appliedAt } of states)
    console.log(`${name.padEnd(40)} ${appliedAt?.toISOString() ?? 'pending'}`);
  return 0;
}

export async function newMigrationCommand([name = '']: readonly string[]): Promise<number> {
  for (const file of await newMigration(name)) console.log(file);
  return 0;
}
