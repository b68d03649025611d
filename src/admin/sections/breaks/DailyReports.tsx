import React from 'react';
import { Card, muted } from '../../kit/Card.tsx';
import { moment } from '../../kit/format.ts';
import { cell, Difference, Heads, number } from './ReportTables.tsx';
import { useTexts } from '../../kit/texts.ts';

export interface DayLine {
  day: string;
  madeAt: string;
  asset: string;
  ledger: string;
  provider: string | null;
  difference: string | null;
  openBreaks: number;
}

export const linkButton: React.CSSProperties = {
  border: 0,
  padding: 0,
  background: 'none',
  font: 'inherit',
  color: '#2f5bea',
  cursor: 'pointer',
};

/** The stored reports of days, one line each; a click on a day opens it. */
export function DailyReports({
  days,
  chosen,
  onChoose,
  pages,
}: {
  days: readonly DayLine[];
  chosen: string;
  onChoose: (day: string) => void;
  /** The ways to the next and back to the first page, where there are such. */
  pages: { earlier?: () => void; newest?: () => void };
}): React.ReactElement {
  const { sb, language } = useTexts();
  const way = (name: string, go?: () => void): React.ReactElement | null =>
    go ? (
      <button type="button" style={{ ...linkButton, fontSize: 13 }} onClick={go}>
        {sb(`report.${name}`)}
      </button>
    ) : null;
  return (
    <Card
      title={sb('report.daily')}
      aside={
        <span style={{ display: 'flex', gap: 16 }}>
          {way('earlier', pages.earlier)}
          {way('newest', pages.newest)}
        </span>
      }
    >
      {days.length === 0 ? <p style={muted}>{sb('report.noDaily')}</p> : null}
      <div style={{ overflowX: 'auto' }}>
        <table style={{ width: '100%' }} data-testid="daily-reports">
          <Heads
            texts={[sb('report.day'), sb('report.made')]}
            numbers={['ledger', 'provider', 'difference', 'openBreaks']}
          />
          <tbody>
            {days.map((line) => (
              <tr key={line.day} style={line.day === chosen ? { background: '#eef2fd' } : {}}>
                <td style={cell}>
                  <button type="button" style={linkButton} onClick={() => onChoose(line.day)}>
                    {line.day}
                  </button>
                </td>
                <td style={cell}>{moment(line.madeAt, language)}</td>
                <td style={number}>{`${line.ledger} ${line.asset}`}</td>
                <td style={number}>
                  {line.provider === null ? sb('common.none') : `${line.provider} ${line.asset}`}
                </td>
                <td style={number}>
                  <Difference clearing={line} />
                </td>
                <td style={{ ...number, fontWeight: line.openBreaks > 0 ? 700 : 400 }}>{line.openBreaks}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
