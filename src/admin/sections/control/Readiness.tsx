import { Button } from '@adminjs/design-system';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Pill } from '../../kit/Chip.tsx';
import { Table } from '../../kit/Table.tsx';
import { useSay } from '../../kit/say.ts';
import { usePage } from '../../kit/usePage.ts';
import type { ReadinessView } from './readiness.ts';
import { CHECKS, STATES, TEXTS } from './texts.ts';

const TONES = { ok: 'good', warn: 'wait', fail: 'bad' } as const;

/** What a new installation still needs, until everything is ready. */
export default function Readiness(): React.ReactElement {
  const { data, instead, reload } = usePage<ReadinessView>('readiness');
  const say = useSay();
  if (!data) return instead;
  return (
    <div className="sb-page">
      <h1>{say(TEXTS.readiness)}</h1>
      <p className="sb-muted sb-field">{say(TEXTS.readinessAbout)}</p>
      <Card
        title={data.left === 0 ? say(TEXTS.allReady) : say(TEXTS.someLeft, { count: data.left })}
        aside={
          <Button size="sm" variant="outlined" onClick={reload}>
            {say(TEXTS.again)}
          </Button>
        }
      >
        <Table>
          {data.checks.flatMap(({ check, lines }) =>
            lines.map(({ state, says, todo }, index) => (
              <tr key={`${check}-${index}`}>
                <td>{index === 0 ? say(CHECKS[check]) : ''}</td>
                <td>
                  <Pill tone={TONES[state]}>{say(STATES[state])}</Pill>
                </td>
                <td>
                  {say(says)}
                  {todo === null ? null : <div className="sb-muted">{say(todo)}</div>}
                </td>
              </tr>
            )),
          )}
        </Table>
      </Card>
    </div>
  );
}
