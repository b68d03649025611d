import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card, Facts } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { alarm, Concerns, PriceDiff, PriceScreens, warning, type PriceViewData } from './parts/PriceView.tsx';
import { RowTable, type Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { Trail, type TrailStep } from './parts/Trail.tsx';
import { useRecordPage } from './parts/usePage.ts';
import { Value } from './parts/Value.tsx';

interface Page {
  change: Row;
  view: PriceViewData | null;
  trail: TrailStep[];
  isOwn: boolean;
  mayDecide: boolean;
  versions: Row[];
}

const FACTS = [
  ['price', 'money'],
  ['list_price', 'money'],
  ['bonus_stars', 'integer'],
  ['valid_from', 'time'],
  ['valid_until', 'time'],
  ['reason', 'text'],
  ['requester', 'text'],
  ['decider', 'text'],
  ['created_at', 'time'],
] as const;

export const VERSION_COLUMNS = [
  ['id', 'bigint'],
  ['price_state', 'enum'],
  ['price', 'money'],
  ['against', 'text'],
  ['bonus_stars', 'integer'],
  ['valid_from', 'time'],
  ['valid_until', 'time'],
  ['author', 'text'],
  ['approver', 'text'],
] as const;

/** A change of price: what it would do, why it waits, how the bot would look, who did what. */
export default function PriceChangePage({ record, resource }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<Page>(resource.id, String(record?.id));
  const texts = useTexts();
  const { sb } = texts;
  if (!page) return instead;
  const { change, view } = page;
  const status = String(change['status']);
  const isStar = change['price_of'] === 'star';
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(320px, 440px) minmax(0, 1fr)',
        gap: 16,
        alignItems: 'start',
      }}
    >
      <div>
        <Card
          title={isStar ? sb('price.oneStar') : sb('price.packageOf', { stars: String(change['stars']) })}
          aside={<Chip column="status" value={status} />}
        >
          <Facts
            rows={FACTS.filter(([name]) => change[name] !== null && change[name] !== '').map(
              ([name, type]) => [
                texts.column(name),
                <Value key={name} name={name} type={type} value={change[name]} wide />,
              ],
            )}
          />
        </Card>
        <Card title={sb('price.trail')}>
          <Trail steps={page.trail} words="price.step" />
        </Card>
      </div>
      <div>
        <Card title={sb('price.now')}>
          <p style={{ fontSize: 14, lineHeight: 1.5, marginBottom: 10 }} data-testid="now">
            {sb(`price.state.${status}`)}
          </p>
          {status === 'waiting' ? <Waiting page={page} /> : null}
          {view ? <Concerns view={view} /> : null}
        </Card>
        {view ? (
          <>
            <Card title={sb('price.diff')}>
              <PriceDiff view={view} />
            </Card>
            <Card>
              <PriceScreens view={view} wide />
            </Card>
          </>
        ) : null}
        <Card title={sb('price.versions')}>
          <RowTable
            rows={page.versions}
            columns={VERSION_COLUMNS}
            resource={isStar ? 'star_prices' : 'package_prices'}
          />
        </Card>
      </div>
    </div>
  );
}

/** What stands in the way of a decision, and who makes it. */
function Waiting({ page }: { page: Page }): React.ReactElement {
  const { sb } = useTexts();
  const { change, isOwn, mayDecide } = page;
  const start = change['valid_from'];
  if (change['is_outdated'] === true)
    return (
      <p style={alarm} data-testid="outdated">
        {sb('price.outdated')}
      </p>
    );
  return (
    <>
      {mayDecide ? (
        <p style={{ fontSize: 13, marginBottom: 10 }}>{sb(isOwn ? 'price.own' : 'price.others')}</p>
      ) : null}
      {typeof start === 'string' && new Date(start) < new Date() ? (
        <p style={warning}>{sb('price.late')}</p>
      ) : null}
    </>
  );
}
