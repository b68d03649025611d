import { Box, Loader } from '@adminjs/design-system';
import { useTranslation } from 'adminjs';
import React from 'react';
import { Card } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { useTexts } from './parts/texts.ts';
import { usePage } from './parts/usePage.ts';

interface Page {
  assets: {
    asset: string;
    label: string;
    total: string;
    balanced: boolean;
    lines: { kind: string; isHouse: boolean; accounts: string; balance: string }[];
  }[];
}

/** The trial balance: per asset every kind of account, and the total that must be zero. */
export default function TrialBalance(): React.ReactElement {
  const { data } = usePage<Page>('trialBalance');
  const { sb, value } = useTexts();
  const { translatePage } = useTranslation();
  if (!data) return <Loader />;
  const cell: React.CSSProperties = { padding: '9px 10px', borderTop: '1px solid #eef0f5', fontSize: 14 };
  return (
    <Box p="xl">
      <h2 style={{ fontSize: 22, fontWeight: 700, marginBottom: 16 }}>{translatePage('trialBalance')}</h2>
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
                    {line.isHouse
                      ? value('kind', line.kind)
                      : sb('ledger.users', { kind: value('kind', line.kind) })}
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
