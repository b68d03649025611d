import { useTranslation } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../kit/Card.tsx';
import { Pill } from '../../kit/Chip.tsx';
import { dayName, moment, withMinus } from '../../kit/format.ts';
import { Banner, Empty, Muted } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { usePage } from '../../kit/usePage.ts';
import { COMMON } from '../../words/common.ts';
import { Margins } from './Margins.tsx';
import type { TreasuryView } from './page.ts';
import { Supply } from './Supply.tsx';
import { PLACES, TEXTS } from './texts.ts';

/** What lies where beside what the ledger says, whether it covers what is sold, and what is earned. */
export default function Treasury(): React.ReactElement {
  const { data, instead } = usePage<TreasuryView>('treasury');
  const { translatePage } = useTranslation();
  const say = useSay();
  if (!data) return instead;
  return (
    <div className="sb-page">
      <h1 className="sb-field">{translatePage('treasury')}</h1>
      <Supply supply={data.supply} changes={data.changes} />
      <Places places={data.places} openIncoming={data.openIncoming} />
      <History history={data.history} />
      <Margins
        title={say(TEXTS.byPackage)}
        head={say(TEXTS.package)}
        table={data.byPackage}
        testId="by-package"
      />
      <Margins title={say(TEXTS.byDay)} head={say(TEXTS.day)} table={data.byDay} testId="by-day" />
    </div>
  );
}

function Places({ places, openIncoming }: Pick<TreasuryView, 'places' | 'openIncoming'>): React.ReactElement {
  const say = useSay();
  const head = [TEXTS.place, TEXTS.read, TEXTS.statement, TEXTS.there, TEXTS.ledger, TEXTS.difference];
  return (
    <Card title={say(TEXTS.places)}>
      <Table head={head.map((name) => say(name))} numbers={3} testId="places">
        {places.map(({ place, asset, there, readAt, ledger, difference, agrees, accountId }) => (
          <tr key={`${place}/${asset}`}>
            <td>
              <Link to={`/admin/resources/float_readings?filters.place=${place}&filters.asset=${asset}`}>
                {say(PLACES[place])}
              </Link>
            </td>
            <td>{readAt === null ? say(TEXTS.never) : moment(readAt, say.language)}</td>
            <td>
              {accountId === null ? (
                say(COMMON.none)
              ) : (
                <Link to={`/admin/resources/ledger_accounts/records/${accountId}/show`}>
                  {say(TEXTS.statement)}
                </Link>
              )}
            </td>
            <td className="sb-number">{there === null ? say(COMMON.none) : withMinus(there)}</td>
            <td className="sb-number">{withMinus(ledger)}</td>
            <td className="sb-number">
              {difference === null ? (
                say(COMMON.none)
              ) : (
                <Pill tone={agrees ? 'good' : 'wait'}>{withMinus(difference)}</Pill>
              )}
            </td>
          </tr>
        ))}
      </Table>
      <Muted>
        {say(TEXTS.booking)}{' '}
        <Link to="/admin/resources/treasury_bookings" className="sb-link">
          {say(TEXTS.toBookings)}
        </Link>
      </Muted>
      {openIncoming === 0 ? null : (
        <Banner tone="wait">
          <Link to="/admin/resources/ton_incoming?filters.status=open" className="sb-link">
            {say(TEXTS.openIncoming, { n: openIncoming })}
          </Link>
        </Banner>
      )}
    </Card>
  );
}

function History({ history: { columns, days } }: Pick<TreasuryView, 'history'>): React.ReactElement {
  const say = useSay();
  const head = columns.map(({ place, asset }) => `${say(PLACES[place])}, ${asset}`);
  return (
    <Card title={say(TEXTS.history)}>
      {days.length === 0 ? (
        <Empty />
      ) : (
        <Table head={[say(TEXTS.day), ...head]} numbers={columns.length} testId="history">
          {days.map(({ day, cells }) => (
            <tr key={day}>
              <td>{dayName(day, say.language)}</td>
              {cells.map((cell, index) => (
                <td key={head[index]} className="sb-number">
                  {cell === null ? say(COMMON.none) : withMinus(cell)}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
