import type { Request } from './request.ts';
import type { HeleketInvoice } from './types.ts';
import * as rule from './validation.ts';
import { validate } from './validation.ts';
import { invoiceView } from './view.ts';

const PER_PAGE = 15;

/** POST /v1/payment/list: newest first, 15 a page, the cursor in the query string. Dates are in Moscow time. */
export function listInvoices({ desk: { world }, body, query, fault }: Request): unknown {
  validate(body, { date_from: { rule: rule.moment }, date_to: { rule: rule.moment } });
  const from = moscow(body['date_from']) ?? 0;
  const to = moscow(body['date_to']) ?? Infinity;
  const matching = world.state.invoices
    .filter((invoice) => invoice.createdAt >= from && invoice.createdAt <= to)
    .toReversed();
  const page = matching.slice(...bounds(matching, readCursor(query['cursor'])));
  const start = page[0] === undefined ? 0 : matching.indexOf(page[0]);
  // The last row of the page before comes again at the top, as when rows shift between two requests.
  const repeated =
    fault?.kind === 'duplicateRows' ? matching.slice(Math.max(0, start - 1), Math.max(1, start)) : [];
  const rows = [...repeated, ...page];
  const first = page[0];
  const last = page.at(-1);
  const hasNext = last !== undefined && matching.at(-1) !== last;
  const hasPrevious = first !== undefined && matching[0] !== first;
  return {
    items: rows.map((invoice) => invoiceView(world, invoice)),
    paginate: {
      count: rows.length,
      hasPages: hasNext || hasPrevious,
      nextCursor: hasNext ? cursor({ before: last.sequence }) : null,
      previousCursor: hasPrevious ? cursor({ after: first.sequence }) : null,
      perPage: PER_PAGE,
    },
  };
}

interface Cursor {
  before?: number;
  after?: number;
}

const cursor = (position: Cursor): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** Anything that is not one of our cursors means the first page. */
function readCursor(value: unknown): Cursor {
  if (typeof value !== 'string') return {};
  try {
    return (JSON.parse(Buffer.from(value, 'base64url').toString('utf8')) as Cursor | null) ?? {};
  } catch {
    return {};
  }
}

function bounds(rows: readonly HeleketInvoice[], { before, after }: Cursor): [number, number] {
  if (typeof before === 'number') {
    const start = rows.findIndex((row) => row.sequence < before);
    return start < 0 ? [rows.length, rows.length] : [start, start + PER_PAGE];
  }
  if (typeof after === 'number') {
    const end = rows.filter((row) => row.sequence > after).length;
    return [Math.max(0, end - PER_PAGE), end];
  }
  return [0, PER_PAGE];
}

function moscow(value: unknown): number | undefined {
  return typeof value === 'string' ? Date.parse(`${value.replace(' ', 'T')}+03:00`) : undefined;
}
