import { Box, Loader } from '@adminjs/design-system';
import { useTranslation } from 'adminjs';
import React, { useState } from 'react';
import { Card, Facts, muted } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { MomentInput } from './parts/Moments.tsx';
import { useTexts } from './parts/texts.ts';
import { usePage } from './parts/usePage.ts';

interface Page {
  from: string;
  to: string;
  invoices: { status: string; count: number; asked: string; received: string; fees: string }[];
  breaks: { class: string; opened: number; resolved: number; open: number }[];
  clearing: { asset: string; ledger: string; provider: string | null };
}

const cell: React.CSSProperties = {
  padding: '8px 10px 8px 0',
  borderTop: '1px solid #eef0f5',
  fontSize: 13,
  textAlign: 'left',
};
const number: React.CSSProperties = { ...cell, textAlign: 'right', fontVariantNumeric: 'tabular-nums' };
const head: React.CSSProperties = { border: 0, color: '#6a758c', fontWeight: 400 };

/** Payments of a day or any period: what was asked and came, what the provider kept, breaks, and both sides' balance. */
export default function Report(): React.ReactElement {
  const [period, setPeriod] = useState<Record<string, string>>({});
  const { data } = usePage<Page>('report', period);
  const { translatePage } = useTranslation();
  const texts = useTexts();
  const { sb, column } = texts;
  if (!data) return <Loader />;
  const set = (side: 'from' | 'to', iso: string): void =>
    setPeriod({ from: data.from, to: data.to, [side]: iso });
  const { ledger, provider, asset } = data.clearing;
  return (
    <Box p="xl">
      <div
        style={{
          display: 'flex',
          justifyContent: 'space-between',
          gap: 16,
          flexWrap: 'wrap',
          marginBottom: 16,
        }}
      >
        <h2 style={{ fontSize: 22, fontWeight: 700 }}>{translatePage('report')}</h2>
        <div style={{ display: 'flex', gap: 18, flexWrap: 'wrap' }}>
          <MomentInput name="from" value={data.from} onChange={(iso) => set('from', iso)} />
          <MomentInput name="to" value={data.to} onChange={(iso) => set('to', iso)} />
        </div>
      </div>
      <Card title={sb('report.invoices')}>
        {data.invoices.length === 0 ? <p style={muted}>{sb('report.none')}</p> : null}
        <table style={{ width: '100%' }} data-testid="report">
          <thead>
            <tr>
              <th style={{ ...cell, ...head }}>{column('status')}</th>
              {['count', 'asked', 'received', 'fees'].map((name) => (
                <th key={name} style={{ ...number, ...head }}>
                  {sb(`report.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.invoices.map((row) => (
              <tr key={row.status}>
                <td style={cell}>
                  <Chip column="status" value={row.status} />
                </td>
                <td style={number}>{row.count}</td>
                <td style={number}>{row.asked}</td>
                <td style={number}>{row.received}</td>
                <td style={number}>{row.fees}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      <Card title={sb('report.breaks')}>
        {data.breaks.length === 0 ? <p style={muted}>{sb('report.noBreaks')}</p> : null}
        <table style={{ width: '100%' }}>
          <tbody>
            {data.breaks.map((row) => (
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
      <Card title={sb('report.clearing')}>
        <Facts
          rows={[
            [sb('report.ledger'), `${ledger} ${asset}`],
            [sb('report.provider'), provider === null ? sb('report.silent') : `${provider} ${asset}`],
          ]}
        />
        <p style={{ ...muted, marginTop: 8 }}>{sb('report.clearingAbout')}</p>
      </Card>
    </Box>
  );
}
