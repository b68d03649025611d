import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { RowTable } from '../../kit/Table.tsx';
import { useRecordPage } from '../../kit/usePage.ts';
import type { PackageView } from './page.ts';
import { priceTitle } from './priceTitle.ts';
import { TEXTS } from './texts.ts';
import { Versions } from './Versions.tsx';

/** A package: how it is sold now, all versions of its price, and the requested changes. */
export default function PackagePage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<PackageView>('packages', String(record?.id));
  const say = useSay();
  if (!page) return instead;
  const { sold, versions, changes } = page;
  return (
    <div>
      <Card title={priceTitle(say, { isStar: false, stars: sold['stars'] })}>
        <RecordFacts
          source="packages"
          row={sold}
          names={[
            'price',
            'list_price',
            'bonus_stars',
            'cost',
            'margin',
            'cost_at',
            'active',
            'version',
            'valid_from',
            'valid_until',
          ]}
        />
      </Card>
      <Versions rows={versions} isStar={false} />
      <Card title={say(TEXTS.changes)}>
        <RowTable
          source="price_changes"
          rows={changes}
          names={['id', 'status', 'price', 'bonus_stars', 'valid_from', 'requester', 'reason']}
        />
      </Card>
    </div>
  );
}
