import React from 'react';
import { Card, Facts, muted } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { useTexts } from '../../kit/texts.ts';

export interface PaymentsReport {
  invoices: { asset: string; status: string; count: number; asked: string; received: string; fees: string }[];
  amounts: { asset: string; kind: string; change: string }[];
  breaks: { class: string; opened: number; resolved: number; open: number }[];
  ages: { age: string; open: number }[];
  clearing: {
    asset: string;
    at: string;
    ledger: string;
    provider: string | null;
    difference: string | null;
    others: { currency: string; amount: string }[];
  };
}

export const cell: React.CSSProperties = {
  padding: '8px 10px 8px 0',
  borderTop: '1px solid #eef0f5',
  fontSize: 13,
  textAlign: 'left',
};
export const number: React.CSSProperties = {
  ...cell,
  textAlign: 'right',
  fontVariantNumeric: 'tabular-nums',
};
const head: React.CSSProperties = { border: 0, color: '#6a758c', fontWeight: 400 };

/** First row of a table of the report: columns of text by their titles, then columns of numbers by their keys. */
export function Heads({
  texts,
  numbers,
}: {
  texts: readonly string[];
  numbers: readonly string[];
}): React.ReactElement {
  const { sb } = useTexts();
  return (
    <thead>
      <tr>
        {texts.map((text) => (
          <th key={text} style={{ ...cell, ...head }}>
            {text}
          </th>
        ))}
        {numbers.map((name) => (
          <th key={name} style={{ ...number, ...head }}>
            {sb(`report.${name}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** What the provider has more or less than the ledger says; anything but zero catches the eye. */
export function Difference({
  clearing,
}: {
  clearing: Pick<PaymentsReport['clearing'], 'asset' | 'difference'>;
}): React.ReactElement {
  const { sb } = useTexts();
  const { asset, difference } = clearing;
  if (difference === null)
    return <Chip column="difference" value={sb('report.differenceUnknown')} tone="wait" />;
  return (
    <Chip column="difference" value={`${difference} ${asset}`} tone={difference === '0' ? 'good' : 'bad'} />
  );
}

/** What was asked and came, what the ledger has of it, breaks, and both sides' balance: of a period or a stored day. */
export function ReportTables({ report }: { report: PaymentsReport }): React.ReactElement {
  const texts = useTexts();
  const { sb, column } = texts;
  const { ledger, provider, asset, at, others } = report.clearing;
  return (
    <>
      <Card title={sb('report.invoices')}>
        {report.invoices.length === 0 ? <p style={muted}>{sb('report.none')}</p> : null}
        <table style={{ width: '100%' }} data-testid="report">
          <Heads
            texts={[column('status'), column('asset')]}
            numbers={['count', 'asked', 'received', 'fees']}
          />
          <tbody>
            {report.invoices.map((row) => (
              <tr key={`${row.asset} ${row.status}`}>
                <td style={cell}>
                  <Chip column="status" value={row.status} />
                </td>
                <td style={cell}>{row.asset}</td>
                <td style={number}>{row.count}</td>
                <td style={number}>{row.asked}</td>
                <td style={number}>{row.received}</td>
                <td style={number}>{row.fees}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <Card title={sb('report.amounts')}>
        {report.amounts.length === 0 ? <p style={muted}>{sb('report.noAmounts')}</p> : null}
        <table style={{ width: '100%' }}>
          <tbody>
            {report.amounts.map((row) => (
              <tr key={`${row.asset} ${row.kind}`}>
                <td style={cell}>{texts.value('kind', row.kind)}</td>
                <td style={number}>{`${row.change} ${row.asset}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <Card
        title={sb('report.breaks')}
        aside={
          <span style={muted}>
            {report.ages.map(({ age, open }) => `${texts.value('age', age)}: ${open}`).join(' · ')}
          </span>
        }
      >
        {report.breaks.length === 0 ? <p style={muted}>{sb('report.noBreaks')}</p> : null}
        <table style={{ width: '100%' }}>
          <tbody>
            {report.breaks.map((row) => (
              <tr key={row.class}>
                <td style={cell}>{texts.value('class', row.class)}</td>
                <td style={number}>{sb('report.opened', { n: row.opened })}</td>
                <td style={number}>{sb('report.resolved', { n: row.resolved })}</td>
                <td style={number}>{sb('report.open', { n: row.open })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <Card
        title={sb('report.clearing')}
        aside={<span style={muted}>{moment(at, texts.language, true)}</span>}
      >
        <Facts
          rows={[
            [sb('report.ledger'), `${ledger} ${asset}`],
            [sb('report.provider'), provider === null ? sb('report.silent') : `${provider} ${asset}`],
            [sb('report.difference'), <Difference key="difference" clearing={report.clearing} />],
            ...others.map(({ currency, amount }) => [sb('report.other'), `${amount} ${currency}`] as const),
          ]}
        />
        <p style={{ ...muted, marginTop: 8 }}>{sb('report.clearingAbout')}</p>
      </Card>
    </>
  );
}
