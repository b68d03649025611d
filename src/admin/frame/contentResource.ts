import { createRequire } from 'node:module';
import { Property, Resource as SqlResource, ResourceMetadata } from '@adminjs/sql';
import {
  BaseRecord,
  ForbiddenError,
  ValidationError,
  type ActionContext,
  type Filter,
  type ParamsType,
} from 'adminjs';
import type { Knex, knex as makeKnex } from 'knex';
import { AppError } from '../../lib/index.ts';
import { isUnfitValue, type Tx } from '../../platform/index.ts';
import { notePlace } from '../../proposals/index.ts';
import { requireRight } from '../../staff/index.ts';
import type { Access, Panel } from '../access/panel.ts';
import { findRows, permittedColumns, showRow } from '../access/reader/index.ts';
import type { ColumnType, Source } from '../access/source.ts';
import { fieldProblems } from '../words/errors/index.ts';
import { asMeant } from './contentFilter.ts';
import { contentRefusal } from './contentRefusal.ts';
import { accessBehind } from './currentAdmin.ts';
import { asAdminError } from './recordActions.ts';
import { refusal } from './refusal.ts';

/** The types of knex and Node disagree about its exports. */
const { knex } = createRequire(import.meta.url)('knex') as { knex: typeof makeKnex };

/** A content table as AdminJS resource: read and written by `@adminjs/sql`. */
export class ContentTable {
  readonly panel: Panel;
  readonly source: Source;

  /** Errors: the role sees only some columns or rows. `@adminjs/sql` reads all of them. */
  constructor({ panel, source, ability }: Pick<Access, 'panel' | 'ability'> & { source: Source }) {
    const seen = permittedColumns(ability, source);
    const isLimited = ability.rulesFor('see', source.subject).some(({ conditions }) => conditions);
    if (seen.length !== source.columns.length || isLimited)
      throw new Error(`${source.id}: content is seen whole or not at all`);
    this.panel = panel;
    this.source = source;
  }
}

interface ListOptions {
  limit?: number;
  offset?: number;
  sort?: { sortBy?: string; direction?: 'asc' | 'desc' };
}

const MOST_ROWS = 200;
const FARTHEST_OFFSET = 10_000;

/**
 * The resource of `@adminjs/sql`. Each call runs in its own transaction, which knows who acts. It gets its columns from
 * us, so it never reads the catalogue of PostgreSQL. Rights, size of a page and refusals in words are added here. The
 * triggers of the tables make a write safe (version, owner, places in texts, audit row).
 */
export class ContentResource extends SqlResource {
  readonly #panel: Panel;
  readonly #source: Source;

  static override isAdapterFor(resource: unknown): boolean {
    return resource instanceof ContentTable;
  }

  constructor({ panel, source }: ContentTable) {
    super(metadataOf(source, NOWHERE));
    this.#panel = panel;
    this.#source = source;
  }

  override async count(filter: Filter, context?: ActionContext): Promise<number> {
    const counted: unknown = await this.#read(context, 0, (stock) => stock.count(asMeant(filter)));
    // Its type says number, but PostgreSQL counts in bigint.
    return Number(counted);
  }

  override async find(filter: Filter, options: ListOptions, context?: ActionContext): Promise<BaseRecord[]> {
    const { limit = 50, offset = 0, sort } = options;
    const page = {
      limit: Math.min(Math.max(Math.trunc(limit) || 50, 1), MOST_ROWS),
      offset: Math.min(Math.max(Math.trunc(offset) || 0, 0), FARTHEST_OFFSET),
      ...(sort === undefined ? {} : { sort }),
    };
    const found = await this.#read(context, [], (stock) => stock.find(asMeant(filter), page as never));
    return found.map(({ params }) => this.#record(params));
  }

  override async findOne(id: string, context?: ActionContext): Promise<BaseRecord | null> {
    return (await this.findMany([id], context))[0] ?? null;
  }

  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<BaseRecord[]> {
    const found = await this.#read(context, [], (stock) => stock.findMany(ids.slice(0, MOST_ROWS)));
    return found.map(({ params }) => this.#record(params));
  }

  /** The original returns what it got, without the number of the new row. */
  override async create(params: Record<string, unknown>, context?: ActionContext): Promise<ParamsType> {
    return this.#write(context, undefined, async (_stock, builder) => {
      const [row] = (await builder(this.#source.from).insert(params).returning('*')) as Record<
        string,
        unknown
      >[];
      return row;
    });
  }

  override async update(
    id: string,
    params: Record<string, unknown>,
    context?: ActionContext,
  ): Promise<ParamsType> {
    return this.#write(context, id, async (stock) => {
      // Without a version, a form that knows nothing of the row would overwrite it.
      if (!Number.isInteger(params['version'])) throw new AppError('INPUT_INVALID', { fields: 'version' });
      return stock.update(id, params);
    });
  }

  override async delete(id: string, context?: ActionContext): Promise<void> {
    await this.#write(context, id, async (stock) => {
      await stock.delete(id);
      return {};
    });
  }

  #record(row: Record<string, unknown>): BaseRecord {
    return new BaseRecord(this.#shown(row), this);
  }

  #shown(row: Record<string, unknown>): ParamsType {
    return showRow(row, this.#source.columns, this.#panel.style);
  }

  /** A filter that fits no column finds nothing. */
  async #read<T>(
    context: ActionContext | undefined,
    nothing: T,
    work: (stock: SqlResource) => Promise<T>,
  ): Promise<T> {
    const { ability } = accessBehind(context?.currentAdmin);
    if (!ability.can('see', this.#source.subject)) throw new ForbiddenError('forbiddenError');
    try {
      return await this.#panel.content.tx((tx) =>
        work(new SqlResource(metadataOf(this.#source, builderOn(tx)))),
      );
    } catch (error) {
      if (isUnfitValue(error)) return nothing;
      throw error;
    }
  }

  /** Without an id the right is to the whole table, otherwise to that row. */
  async #write(
    context: ActionContext | undefined,
    id: string | undefined,
    work: (stock: SqlResource, builder: Knex) => Promise<Record<string, unknown> | undefined>,
  ): Promise<ParamsType> {
    const access = accessBehind(context?.currentAdmin);
    const { ability, actor } = access;
    const source = this.#source;
    try {
      if (!ability.can('edit', source.subject)) throw new AppError('FORBIDDEN');
      // The person may have been disabled a moment ago. The rows of the person are checked below.
      await requireRight(this.#panel.app.db, actor.id, 'edit', source.subject, { own: actor.id });
      await notePlace(this.#panel.app.db, { staffId: actor.id, ip: actor.ip, device: actor.device });
      return await this.#panel.content.tx(async (tx) => {
        await tx.query(`SELECT set_config('app.actor', $1, true)`, [actorText(access)]);
        if (id !== undefined) {
          const [reached] = await findRows(tx, { ability, source, action: 'edit' }, [id]);
          if (!reached) throw new AppError('FORBIDDEN');
        }
        const builder = builderOn(tx);
        const row = await work(new SqlResource(metadataOf(source, builder)), builder);
        if (!row) throw new AppError('CONTENT_CHANGED');
        return this.#shown(row);
      });
    } catch (thrown) {
      throw refused(access, source, thrown);
    }
  }
}

/** AdminJS marks the fields that a ValidationError names. It would take an error without fields for a success. */
function refused(access: Access, source: Source, thrown: unknown): Error {
  const error = contentRefusal(source, thrown);
  const form = source.columns.map(({ name, label }) => ({ name, label, type: 'text' as const }));
  const message = refusal(access, error, { name: source.id, form });
  const problems = error instanceof AppError ? fieldProblems(error, access.staff.language) : {};
  const fields = Object.entries(problems).filter(([name]) => form.some((field) => field.name === name));
  if (fields.length === 0) return asAdminError(access, error, source.id);
  const marks = fields.map(([name, problem]) => [name, { message: problem }] as const);
  return new ValidationError(Object.fromEntries(marks), { message });
}

function actorText({ actor }: Access): string {
  const { id, name, role, ip, userAgent, correlationId } = actor;
  return JSON.stringify({ id: id.toString(), name, role, ip, userAgent, correlationId });
}

const TYPES: Readonly<Partial<Record<ColumnType, string>>> = {
  boolean: 'boolean',
  time: 'datetime',
  integer: 'number',
  bigint: 'number',
};

/** What `@adminjs/sql` would otherwise read from the catalogue at each start. */
function metadataOf(source: Source, builder: Knex): ResourceMetadata {
  const properties = source.columns.map(
    ({ name, type }, position) =>
      new Property({
        name,
        isId: name === source.idColumn,
        position,
        isNullable: true,
        isEditable: true,
        type: (TYPES[type] ?? 'string') as never,
        referencedTable: null,
        defaultValue: undefined as never,
      }),
  );
  return new ResourceMetadata('postgresql', builder, 'starboard', 'public', source.from, properties);
}

/** Writes statements, but has no connection to run them. */
const NOWHERE = knex({ client: 'pg' });

/**
 * The same for one transaction. It uses our pool, which takes care of role, time-outs, a pooler and a server that is
 * away.
 */
function builderOn(tx: Tx): Knex {
  const builder = knex({ client: 'pg' });
  Object.assign(builder.client as object, {
    acquireConnection: async () => tx.client,
    releaseConnection: async () => {},
  });
  return builder;
}
