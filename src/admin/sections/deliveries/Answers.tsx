import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { moment } from '../../kit/format.ts';
import { Muted, Row } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import type { Row as Shown } from '../../kit/Table.tsx';
import { Value } from '../../kit/Value.tsx';
import { TEXTS } from './texts.ts';

const SOURCE = 'delivery_answers';

/** The supplier's answers to our calls, the newest first. People with the right read them word for word. */
export function Answers({
  answers,
  delivery,
}: {
  answers: readonly Shown[];
  delivery: Shown;
}): React.ReactElement | null {
  const say = useSay();
  if (delivery['supplier'] === null || delivery['supplier'] === 'manual') return null;
  return (
    <Card title={say(TEXTS.answers)}>
      {answers.length === 0 ? <Muted>{say(TEXTS.noAnswers)}</Muted> : null}
      <ol className="sb-trail" data-testid="answers">
        {answers.map((answer) => (
          <li key={plain(answer['id'])}>
            <Row>
              <Value source={SOURCE} name="call" value={answer['call']} />
              <Value source={SOURCE} name="outcome" value={answer['outcome']} />
              <span className="sb-muted">{moment(answer['at'], say.language, true)}</span>
            </Row>
            {plain(answer['raw']) === '' ? null : (
              <Value source={SOURCE} name="raw" value={answer['raw']} wide />
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
