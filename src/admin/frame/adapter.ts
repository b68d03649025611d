import {
  BaseDatabase,
  BaseProperty,
  BaseRecord,
  BaseResource,
  ForbiddenError,
  type ActionContext,
  type Filter,
  type ParamsType,
} from 'adminjs';
import { toAppError } from '../../lib/index.ts';
import type { Queryable } from '../../platform/index.ts';
import type { Ability } from '../access/abilities/index.ts';
import type { Column, Source } from '../access/source.ts';
import {
  countRows,
  findRows,
  inMinorUnits,
  listRows,
  showRow,
  type FilterValue,
  type ListQuery,
  type MoneyStyle,
} from '../access/reader/index.ts';

/** A source as AdminJS resource: what is read, over which connection, and how a context becomes rights. */
export class PanelTable {
  readonly source: Source;
  readonly columns: readonly Column[];
  readonly q: Queryable;
  readonly style: MoneyStyle;
  readonly abilityOf: (context: ActionContext | undefined) => Ability;

  constructor(table: Pick<PanelTable, 'source' | 'columns' | 'q' | 'style' | 'abilityOf'>) {
    this.source = table.source;
    this.columns = table.columns;
    this.q = table.q;
    this.style = table.style;
    this.abilityOf = table.abilityOf;
  }
}

/** AdminJS wants a database class beside each resource class. We always pass the tables one by one. */
export class PanelDatabase extends BaseDatabase {
  static override isAdapterFor(): boolean {
    return false;
  }
}

/**
 * Reads a source under the rights of the person who asks. It can change nothing. AdminJS checks only whether an action
 * may be called, so every method here checks rows and columns.
 */
export class PanelResource extends BaseResource {
  readonly #table: PanelTable;
  readonly #properties: readonly PanelProperty[];

  static override isAdapterFor(resource: unknown): boolean {
    return resource instanceof PanelTable;
  }

  constructor(table: PanelTable) {
    super(table);
    this.#table = table;
    this.#properties = table.columns.map(
      (column, position) => new PanelProperty(column, table.source, position),
    );
  }

  override databaseName(): string {
    return 'starboard';
  }
  override databaseType(): string {
    return 'Postgres';
  }
  override id(): string {
    return this.#table.source.id;
  }
  override properties(): BaseProperty[] {
    return [...this.#properties];
  }
  override property(path: string): BaseProperty | null {
    return this.#properties.find((property) => property.path() === path) ?? null;
  }

  override async count(filter: Filter, context?: ActionContext): Promise<number> {
    return this.#guarded(() =>
      countRows(this.#table.q, this.#access(context), { filters: this.#filters(filter) }),
    );
  }

  override async find(
    filter: Filter,
    options: { limit?: number; offset?: number; sort?: { sortBy?: string; direction?: 'asc' | 'desc' } },
    context?: ActionContext,
  ): Promise<BaseRecord[]> {
    const query: ListQuery = {
      filters: this.#filters(filter),
      ...(options.limit === undefined ? {} : { limit: options.limit }),
      ...(options.offset === undefined ? {} : { offset: options.offset }),
      ...(options.sort?.sortBy === undefined
        ? {}
        : { sort: { by: options.sort.sortBy, direction: options.sort.direction ?? 'asc' } }),
    };
    return this.#guarded(async () =>
      (await listRows(this.#table.q, this.#access(context), query)).map((row) => this.#record(row)),
    );
  }

  override async findOne(id: string, context?: ActionContext): Promise<BaseRecord | null> {
    return (await this.findMany([id], context))[0] ?? null;
  }

  /** Ids without rights are left out. A reference then shows only the id, not the row. */
  override async findMany(ids: (string | number)[], context?: ActionContext): Promise<BaseRecord[]> {
    const rows = await findRows(this.#table.q, this.#access(context), ids.map(String));
    return rows.map((row) => this.#record(row));
  }

  override async create(): Promise<ParamsType> {
    throw new ForbiddenError('forbiddenError');
  }
  override async update(): Promise<ParamsType> {
    throw new ForbiddenError('forbiddenError');
  }
  override async delete(): Promise<void> {
    throw new ForbiddenError('forbiddenError');
  }

  #access(context: ActionContext | undefined): { ability: Ability; source: Source } {
    return { ability: this.#table.abilityOf(context), source: this.#table.source };
  }

  #filters(filter: Filter): Record<string, FilterValue> {
    const { source, style } = this.#table;
    return inMinorUnits(source, filtersOf(filter), style.exponent(''));
  }

  #record(row: Record<string, unknown>): BaseRecord {
    return new BaseRecord(showRow(row, this.#table.columns, this.#table.style), this);
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (toAppError(error).code === 'FORBIDDEN') throw new ForbiddenError('forbiddenError');
      throw error;
    }
  }
}

const TYPES: Readonly<Partial<Record<Column['type'], string>>> = {
  boolean: 'boolean',
  time: 'datetime',
  json: 'textarea',
  integer: 'number',
};

class PanelProperty extends BaseProperty {
  readonly #column: Column;

  constructor(column: Column, source: Source, position: number) {
    super({
      path: column.name,
      // Numbers that may exceed 2^53, and amounts, are texts, because AdminJS would turn them into floats.
      type: (column.reference === undefined ? (TYPES[column.type] ?? 'string') : 'reference') as never,
      isId: column.name === source.idColumn,
      isSortable: column.sortable ?? false,
      position,
    });
    this.#column = column;
  }

  override reference(): string | null {
    return this.#column.reference ?? null;
  }
  override availableValues(): string[] | null {
    return this.#column.values ? [...this.#column.values] : null;
  }
  override isEditable(): boolean {
    return false;
  }
}

function filtersOf(filter: Filter): Record<string, FilterValue> {
  const entries = Object.values(filter.filters).map(({ path, value }): [string, FilterValue] => {
    if (typeof value !== 'object') return [path, value];
    const { from, to } = value as { from?: unknown; to?: unknown };
    return [
      path,
      { ...(typeof from === 'string' ? { from } : {}), ...(typeof to === 'string' ? { to } : {}) },
    ];
  });
  return Object.fromEntries(entries);
}
