import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { useSay } from '../../kit/say.ts';
import { RowTable, type Row } from '../../kit/Table.tsx';
import { TEXTS } from './texts.ts';

const NAMES = [
  'id',
  'price_state',
  'price',
  'against',
  'bonus_stars',
  'valid_from',
  'valid_until',
  'author',
  'approver',
];

/** The versions of one price, the newest first. */
export function Versions({ rows, isStar }: { rows: readonly Row[]; isStar: boolean }): React.ReactElement {
  const say = useSay();
  return (
    <Card title={say(TEXTS.versions)}>
      <RowTable
        source={isStar ? 'star_prices' : 'package_prices'}
        rows={rows}
        names={isStar ? NAMES.filter((name) => name !== 'bonus_stars') : NAMES}
      />
    </Card>
  );
}
