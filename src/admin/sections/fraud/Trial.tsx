import { Button } from '@adminjs/design-system';
import React, { useState } from 'react';
import { moment } from '../../kit/format.ts';
import { ProgressBar } from '../../kit/ProgressBar.tsx';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { DAYS, EVENT_KINDS, TEXTS } from './texts.ts';
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

/** Tries a rule on the past: how often it would have made a flag, and about what. Writes nothing. */
export function Trial({ ruleId, parameters }: { ruleId: string; parameters?: string }): React.ReactElement {
  const [days, setDays] = useState('30');
  const work = useWork<Result>('tryRule');
  const say = useSay();
  const { result } = work;
  return (
    <div data-testid="trial">
      <div className="sb-row">
        {say(TEXTS.lastDays)}
        <select
          aria-label={say(TEXTS.lastDays)}
          value={days}
          onChange={(event) => setDays(event.target.value)}
          className="sb-input"
        >
          {Object.entries(DAYS).map(([one, word]) => (
            <option key={one} value={one}>
              {say(word)}
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
          {say(TEXTS.run)}
        </Button>
      </div>
      {work.isBusy ? <ProgressBar progress={work.progress} /> : null}
      {work.problem === '' ? null : <p className="sb-problem">{work.problem}</p>}
      {result ? (
        <>
          <p data-testid="trial-result">
            {say(TEXTS.tried, { events: result.events, hits: result.hits, users: result.users })}
          </p>
          <Table>
            {result.examples.map((one) => (
              <tr key={one.subject + one.at}>
                <td>{moment(one.at, say.language)}</td>
                <td>{say.of(EVENT_KINDS, one.kind)}</td>
                <td>
                  {one.userId === null ? (
                    '—'
                  ) : (
                    <RecordLink resource="users" id={one.userId}>
                      #{one.userId}
                    </RecordLink>
                  )}
                </td>
                <td>
                  <b>{one.value}</b> {say(TEXTS.against, { limit: one.limit })}
                </td>
              </tr>
            ))}
          </Table>
        </>
      ) : null}
    </div>
  );
}
