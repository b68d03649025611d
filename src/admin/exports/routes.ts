import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Request, type Response, type Router } from 'express';
import { EXPORT_FORMATS, exportLedger } from '../../ledger/index.ts';
import { AppError } from '../../lib/index.ts';
import { audit } from '../../staff/index.ts';
import { actorOf, staffOf } from '../auth/identity.ts';
import type { Source } from '../catalog/index.ts';
import { readPeriod } from '../pages/period.ts';
import { accessOf, type Access, type Panel } from '../panel/panel.ts';
import { VIEWS } from '../resources/views.ts';
import { listCsv, listQueryOf } from './listCsv.ts';
import { statementCsv } from './statementCsv.ts';

interface File {
  readonly name: string;
  readonly type: string;
  readonly lines: AsyncGenerator<string>;
  /** For the audit log: what left the house. */
  readonly about: { readonly type: string; readonly id: string; readonly what: object };
}

/** Files to take away: lists, statements, the whole ledger. Each stands in the audit log. */
export function exportRoutes(panel: Panel): Router {
  const router = express.Router();
  const file =
    (choose: (access: Access, request: Request) => File) => async (request: Request, response: Response) => {
      const staff = staffOf(request);
      if (!staff) throw new AppError('NOT_LOGGED_IN');
      const access = accessOf(panel, staff, actorOf(staff, request));
      await send(access, choose(access, request), response);
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
    '/ledger',
    file((access, request) => {
      mayExport(access);
      const format = EXPORT_FORMATS.find((known) => known === request.query['format']) ?? 'csv';
      const period = readPeriod(request.query, panel.app.clock.now());
      return {
        name: `ledger.${format}`,
        type: format === 'csv' ? 'text/csv' : 'application/jsonl',
        lines: exportLedger(panel.reads, { format, ...period }),
        about: { type: 'ledger', id: '-', what: { format, ...period } },
      };
    }),
  );
  return router;
}

function listFile(access: Access, resource: string, query: Request['query']): File {
  const source: Source | undefined = VIEWS.find((view) => view.source.id === resource)?.source;
  if (!source || !access.ability.can('see', source.subject)) throw new AppError('FORBIDDEN');
  if (source.subject === 'ledger') mayExport(access);
  const wanted = listQueryOf(query);
  return {
    name: `${source.id}.csv`,
    type: 'text/csv',
    lines: listCsv(access, source, wanted),
    about: { type: source.id, id: '-', what: wanted },
  };
}

function mayExport({ ability }: Access): void {
  if (!ability.can('export', 'ledger')) throw new AppError('FORBIDDEN');
}

/** The first line is made before anything is sent, so that a refusal is an answer and not half a file. */
async function send(access: Access, { name, type, lines, about }: File, response: Response): Promise<void> {
  const first = await lines.next();
  await audit(access.panel.app.db, {
    actor: access.actor,
    action: `${about.type}.export`,
    subject: { type: about.type, id: about.id },
    after: about.what,
  });
  response.attachment(name);
  response.type(`${type}; charset=utf-8`);
  try {
    await pipeline(Readable.from(whole(first, lines)), response);
  } catch (error) {
    // The file is broken off, which the browser says; a reader who went away is no error.
    if (!response.destroyed || !response.writableFinished)
      access.panel.app.log.warn(
        { err: error, correlationId: access.actor.correlationId },
        'an export broke off',
      );
    response.destroy();
  }
}

async function* whole(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  // Spreadsheets take a file without this mark for one of their old code pages.
  if (!first.done) yield `\uFEFF${first.value}`;
  yield* rest;
}
