import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { moment } from '../../kit/format.ts';
import { useSay, type Say } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { usePage } from '../../kit/usePage.ts';
import type { StorageView, StoredTable } from './storage.ts';
import { TEXTS } from './texts.ts';

/** Every table: how large it is, how long it is kept, and when it was cleaned. */
export default function Storage(): React.ReactElement {
  const { data, instead } = usePage<StorageView>('storage');
  const say = useSay();
  if (!data) return instead;
  return (
    <div className="sb-page">
      <h1>{say(TEXTS.storage)}</h1>
      <p className="sb-muted sb-field">{say(TEXTS.storageAbout)}</p>
      <Card title={say(TEXTS.bounded)} aside={say(TEXTS.whole, { size: sizeText(data.bytes, say) })}>
        <Table
          testId="bounded"
          head={[TEXTS.table, TEXTS.rows, TEXTS.size, TEXTS.keptFor, TEXTS.oldest, TEXTS.cleaned].map(
            (word) => say(word),
          )}
        >
          {data.bounded.map((table) => (
            <tr key={table.name}>
              <Named table={table} />
              <td className="sb-nowrap">{table.rows.toLocaleString(say.language)}</td>
              <td className="sb-nowrap">{sizeText(table.bytes, say)}</td>
              <td className="sb-nowrap">{say(TEXTS.days, { n: table.days ?? 0 })}</td>
              <td className="sb-nowrap">{table.oldest === null ? '' : moment(table.oldest, say.language)}</td>
              <td>
                <Cleaned table={table} />
              </td>
            </tr>
          ))}
        </Table>
      </Card>
      <Card title={say(TEXTS.unbounded)}>
        <Table testId="unbounded" head={[TEXTS.table, TEXTS.rows, TEXTS.size].map((word) => say(word))}>
          {data.unbounded.map((table) => (
            <tr key={table.name}>
              <Named table={table} />
              <td className="sb-nowrap">{table.rows.toLocaleString(say.language)}</td>
              <td className="sb-nowrap">{sizeText(table.bytes, say)}</td>
            </tr>
          ))}
        </Table>
      </Card>
    </div>
  );
}

function Named({ table: { name, what, held } }: { table: StoredTable }): React.ReactElement {
  const say = useSay();
  const kept = held === 'busy' ? say(TEXTS.busy) : held;
  return (
    <td>
      <code>{name}</code>
      <div className="sb-muted">{say(what)}</div>
      {held === '' ? null : <div>{say(TEXTS.held, { what: kept })}</div>}
    </td>
  );
}

const DONE = { drop: TEXTS.dropped, delete: TEXTS.removed, empty: TEXTS.emptied } as const;

function Cleaned({ table: { how, cleanedAt, removed } }: { table: StoredTable }): React.ReactElement {
  const say = useSay();
  if (cleanedAt === null || how === null) return <span className="sb-muted">{say(TEXTS.never)}</span>;
  return (
    <>
      <span className="sb-nowrap">{moment(cleanedAt, say.language)}</span>
      {removed === 0 ? null : <div className="sb-muted">{say(DONE[how], { n: removed })}</div>}
    </>
  );
}

const UNITS = { ru: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'], en: ['B', 'kB', 'MB', 'GB', 'TB'] } as const;

function sizeText(bytes: number, { language }: Pick<Say, 'language'>): string {
  const step = bytes < 1 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  const shown = (bytes / 1000 ** step).toLocaleString(language, { maximumFractionDigits: step < 2 ? 0 : 1 });
  return `${shown} ${UNITS[language][step] ?? ''}`;
}
