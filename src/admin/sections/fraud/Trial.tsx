import { Button } from '@adminjs/design-system';
import React, { useState } from 'react';
import { moment } from '../../kit/format.ts';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useWork } from '../../kit/useWork.ts';

interface Result {
  events: number;
  hits: number;
  users: number;
  examples: {
    at: string;
    kind: string;
    subject: string;
    userId: string | null;
    value: string;
    limit: string;
  }[];
}

/** Tries a rule on the past: how often it would have spoken, and about what. Writes nothing. */
export function Trial({ ruleId, parameters }: { ruleId: string; parameters?: string }): React.ReactElement {
  const [days, setDays] = useState('30');
  const work = useWork<Result>('tryRule');
  const texts = useTexts();
  const { sb } = texts;
  const { result } = work;
  const cell: React.CSSProperties = { padding: '5px 12px 5px 0', fontSize: 13, textAlign: 'left' };
  return (
    <div data-testid="trial">
      <div style={{ display: 'flex', gap: 10, alignItems: 'center', fontSize: 13, flexWrap: 'wrap' }}>
        {sb('fraud.lastDays')}
        <select
          aria-label={sb('fraud.lastDays')}
          value={days}
          onChange={(event) => setDays(event.target.value)}
          style={{ border: '1px solid #c9d1e0', borderRadius: 8, padding: '6px 8px', background: '#fff' }}
        >
          {['1', '7', '30', '90', '365'].map((one) => (
            <option key={one} value={one}>
              {sb('dashboard.days', { n: one })}
            </option>
          ))}
        </select>
        <Button
          type="button"
          size="sm"
          variant="outlined"
          disabled={work.isBusy}
          onClick={() => void work.run({ ruleId, days, ...(parameters === undefined ? {} : { parameters }) })}
          data-testid="try"
        >
          {sb('fraud.run')}
        </Button>
      </div>
      {work.isBusy ? <ProgressBar progress={work.progress} /> : null}
      {work.problem === '' ? null : (
        <p style={{ color: '#a3241b', fontSize: 13, marginTop: 8 }}>{work.problem}</p>
      )}
      {result ? (
        <>
          <p style={{ fontSize: 14, margin: '12px 0 6px' }} data-testid="trial-result">
            {sb('fraud.tried', { events: result.events, hits: result.hits, users: result.users })}
          </p>
          <table>
            <tbody>
              {result.examples.map((one) => (
                <tr key={one.subject + one.at}>
                  <td style={cell}>{moment(one.at, texts.language)}</td>
                  <td style={cell}>{texts.value('event_kind', one.kind)}</td>
                  <td style={cell}>
                    {one.userId === null ? (
                      '—'
                    ) : (
                      <RecordLink resource="users" id={one.userId}>
                        #{one.userId}
                      </RecordLink>
                    )}
                  </td>
                  <td style={cell}>
                    <b>{one.value}</b> {sb('fraud.against', { limit: one.limit })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
    </div>
  );
}
