import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card, Facts } from './parts/Card.tsx';
import { RowTable, type Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';
import { Value } from './parts/Value.tsx';
import { VERSION_COLUMNS } from './PriceChangePage.tsx';

interface Page {
  sold: Row;
  versions: Row[];
  changes: Row[];
}

const FACTS = [
  ['price', 'money'],
  ['list_price', 'money'],
  ['bonus_stars', 'integer'],
  ['active', 'boolean'],
  ['version', 'integer'],
  ['valid_from', 'time'],
  ['valid_until', 'time'],
] as const;
const CHANGE_COLUMNS = [
  ['id', 'bigint'],
  ['status', 'enum'],
  ['price', 'money'],
  ['bonus_stars', 'integer'],
  ['valid_from', 'time'],
  ['requester', 'text'],
  ['reason', 'text'],
] as const;

/** A package: how it is sold now, all versions of its price, and what people want it to become. */
export default function PackagePage({ record, resource }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<Page>(resource.id, String(record?.id));
  const texts = useTexts();
  const { sb } = texts;
  if (!page) return instead;
  const { sold, versions, changes } = page;
  return (
    <div>
      <Card title={sb('price.packageOf', { stars: String(sold['stars']) })}>
        <Facts
          rows={FACTS.map(([name, type]) => [
            texts.column(name),
            <Value key={name} name={name} type={type} value={sold[name]} wide />,
          ])}
        />
      </Card>
      <Card title={sb('price.versions')}>
        <RowTable rows={versions} columns={VERSION_COLUMNS} resource="package_prices" />
      </Card>
      <Card title={sb('price.changes')}>
        <RowTable rows={changes} columns={CHANGE_COLUMNS} resource="price_changes" />
      </Card>
    </div>
  );
}
