import { Box } from '@adminjs/design-system';
import { useTranslation } from 'adminjs';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Card } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { MomentInput } from './parts/Moments.tsx';
import { useTexts } from './parts/texts.ts';
import { usePage } from './parts/usePage.ts';

interface Page {
  assets: {
    asset: string;
    label: string;
    total: string;
    balanced: boolean;
    lines: { kind: string; isHouse: boolean; balance: string; accountId: string | null }[];
  }[];
}

/** The trial balance: per asset every kind of account, and the total that must be zero. */
export default function TrialBalance(): React.ReactElement {
  const [at, setAt] = useState('');
  const { data, instead } = usePage<Page>('trialBalance', at === '' ? {} : { at });
  const { sb, value } = useTexts();
  const { translatePage } = useTranslation();
  if (!data) return instead;
  const cell: React.CSSProperties = { padding: '9px 10px', borderTop: '1px solid #eef0f5', fontSize: 14 };
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
        <h2 style={{ fontSize: 22, fontWeight: 700 }}>{translatePage('trialBalance')}</h2>
        <MomentInput name="at" value={at} onChange={setAt} />
      </div>
      {data.assets.map(({ asset, label, lines, total, balanced }) => (
        <Card
          key={asset}
          title={`${asset} ${label === asset ? '' : label}`}
          aside={
            <Chip
              column="balanced"
              value={sb(balanced ? 'ledger.balanced' : 'ledger.unbalanced')}
              tone={balanced ? 'good' : 'bad'}
            />
          }
        >
          <table style={{ width: '100%' }}>
            <tbody>
              {lines.map((line) => (
                <tr key={line.kind}>
                  <td style={cell}>
                    <Link
                      to={
                        line.accountId === null
                          ? `/admin/resources/ledger_accounts?filters.kind=${line.kind}&filters.asset=${asset}`
                          : `/admin/resources/ledger_accounts/records/${line.accountId}/show`
                      }
                      style={{ color: '#2f5bea', textDecoration: 'none' }}
                    >
                      {line.isHouse
                        ? value('kind', line.kind)
                        : sb('ledger.users', { kind: value('kind', line.kind) })}
                    </Link>
                  </td>
                  <td style={{ ...cell, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>
                    {line.balance}
                  </td>
                </tr>
              ))}
              <tr>
                <td style={{ ...cell, fontWeight: 700 }}>{sb('ledger.total')}</td>
                <td style={{ ...cell, textAlign: 'right', fontWeight: 700 }}>{total}</td>
              </tr>
            </tbody>
          </table>
        </Card>
      ))}
    </Box>
  );
}
