import express, { type Request, type Response, type Router } from 'express';
import { EXPORT_FORMATS, exportLedger, stableEnd } from '../../ledger/index.ts';
import { AppError, csvFormOf } from '../../lib/index.ts';
import { audit } from '../../staff/index.ts';
import { actorOf, staffOf } from '../auth/identity.ts';
import type { Source } from '../access/source.ts';
import type { News } from '../live/news.ts';
import { sessionSignal } from '../live/sessionEnd.ts';
import { readPeriod } from '../access/period.ts';
import type { Access, Panel } from '../access/panel.ts';
import { accessOf, RESOURCES } from '../sections/registry.ts';
import type { ListQuery } from '../access/reader/index.ts';
import { createSlots } from '../site/slots.ts';
import { deliver } from './deliver.ts';
import { listCsv } from './listCsv.ts';
import { listQueryOf } from './listQuery.ts';
import { statementCsv } from '../sections/ledger/statementCsv.ts';
import { supplierCsv } from '../sections/treasury/statementView.ts';
import { API_SUPPLIERS } from '../../treasury/index.ts';

interface File {
  readonly name: string;
  readonly type: string;
  readonly lines: AsyncGenerator<string>;
  /**
   * For the audit log: which data was taken out. It has only the names of filters, because their values may be personal
   * data.
   */
  readonly about: { readonly type: string; readonly id: string; readonly what: object };
}

/** Files to download: lists, statements, the whole ledger. The audit log has each download. */
export function exportRoutes(panel: Panel, news: News): Router {
  const router = express.Router();
  const slots = createSlots({ perPerson: 2, inAll: 8 });
  const file =
    (choose: (access: Access, request: Request) => File | Promise<File>) =>
    async (request: Request, response: Response) => {
      const staff = staffOf(request);
      if (!staff) throw new AppError('NOT_LOGGED_IN');
      const access = accessOf(panel, staff, actorOf(staff, request));
      const free = slots.take(staff.id);
      const { signal, forget } = sessionSignal(news, request.sessionID);
      try {
        await send(access, await choose(access, request), response, signal);
      } finally {
        forget();
        free();
      }
    };
  router.get(
    '/lists/:resource',
    file((access, request) => listFile(access, String(request.params['resource']), request.query)),
  );
  router.get(
    '/statements/:account',
    file((access, request) => {
      mayExport(access);
      const id = String(request.params['account']);
      const period = readPeriod(request.query, panel.app.clock.now());
      return {
        name: `statement-${id.replaceAll(/\W/g, '')}.csv`,
        type: 'text/csv',
        lines: statementCsv(access, id, period),
        about: { type: 'ledger_accounts', id, what: period },
      };
    }),
  );
  router.get(
    '/suppliers/:supplier',
    file((access, request) => {
      if (!access.ability.can('see', 'treasury')) throw new AppError('FORBIDDEN');
      const supplier = API_SUPPLIERS.find((name) => name === request.params['supplier']);
      if (!supplier) throw new AppError('INPUT_INVALID', { fields: 'supplier' });
      const period = readPeriod(request.query, panel.app.clock.now());
      const { list } = request.query;
      return {
        name: `supplier-${supplier}.csv`,
        type: 'text/csv',
        lines: supplierCsv(access, { ...request.query, supplier }),
        about: { type: 'suppliers', id: supplier, what: { ...period, list: list !== undefined } },
      };
    }),
  );
  router.get(
    '/ledger',
    file(async (access, request) => {
      mayExport(access);
      const format = EXPORT_FORMATS.find((known) => known === request.query['format']) ?? 'csv';
      const period = readPeriod(request.query, panel.app.clock.now());
      const end = await stableEnd(panel.work);
      const form = csvFormOf(access.staff.language);
      return {
        // The moment of the file. Anything posted later is not in it.
        name: `ledger-${end.at.toISOString().replaceAll(/\.\d+|[-:]/g, '')}.${format}`,
        type: format === 'csv' ? 'text/csv' : 'application/jsonl',
        lines: exportLedger(panel.work, { format, form, end, ...period }),
        about: { type: 'ledger', id: '-', what: { format, ...period, asOf: end.at, position: end.position } },
      };
    }),
  );
  return router;
}

function listFile(access: Access, resource: string, query: Request['query']): File {
  const source: Source | undefined = RESOURCES.find(({ source }) => source.id === resource)?.source;
  if (!source || !access.ability.can('see', source.subject)) throw new AppError('FORBIDDEN');
  if (source.subject === 'ledger') mayExport(access);
  const wanted = listQueryOf(query);
  return {
    name: `${source.id}.csv`,
    type: 'text/csv',
    lines: listCsv(access, source, wanted),
    about: { type: source.id, id: '-', what: namesOf(source, wanted) },
  };
}

/**
 * The filters and the order of a list, without the values. A name that is not a column is left out, because it could
 * contain anything.
 */
function namesOf(source: Source, { filters = {}, sort }: ListQuery): object {
  const columns = source.columns.map(({ name }) => name);
  const known = columns.filter((name) => Object.hasOwn(filters, name));
  return { filters: known, ...(sort && columns.includes(sort.by) ? { sort } : {}) };
}

function mayExport({ ability }: Access): void {
  if (!ability.can('export', 'ledger')) throw new AppError('FORBIDDEN');
}

/** Make the first line before sending anything, so that a refusal is an answer and not half a file. */
async function send(
  access: Access,
  { name, type, lines, about }: File,
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  const first = await lines.next();
  await audit(access.panel.app.db, {
    actor: access.actor,
    action: `${about.type}.export`,
    subject: { type: about.type, id: about.id },
    after: about.what,
  });
  response.attachment(name);
  response.type(`${type}; charset=utf-8`);
  // A HEAD request wants only the headers, so no file is made.
  if (response.req.method === 'HEAD') return void response.end();
  await deliver(response, whole(first, lines), { signal }).catch((error: unknown) =>
    access.panel.app.log.warn(
      { err: error, correlationId: access.actor.correlationId },
      'an export stopped before its end',
    ),
  );
}

async function* whole(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  // Without this mark, spreadsheets read the file in one of their old code pages.
  if (!first.done) yield `\uFEFF${first.value}`;
  yield* rest;
}
