import React from 'react';
import { Card, Facts } from '../../kit/Card.tsx';
import { Pill } from '../../kit/Chip.tsx';
import { moment, withMinus } from '../../kit/format.ts';
import { Muted } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { COMMON } from '../../words/common.ts';
import type { TreasuryView } from './page.ts';
import { REASONS, TEXTS } from './texts.ts';

/** Whether the money covers what is sold, and every time that it did not. */
export function Supply({ supply, changes }: Pick<TreasuryView, 'supply' | 'changes'>): React.ReactElement {
  const say = useSay();
  const sum = (amount: string | null): string => (amount === null ? say(COMMON.none) : withMinus(amount));
  const stopped = supply.stopped && supply.isWatched;
  const { lookedAt } = supply;
  return (
    <Card
      title={say(TEXTS.line)}
      aside={<Pill tone={stopped ? 'bad' : 'good'}>{say(stopped ? TEXTS.stopped : TEXTS.selling)}</Pill>}
    >
      <p className="sb-field" data-testid="supply">
        {say(supply.isWatched ? REASONS[supply.why] : TEXTS.notWatched)}
      </p>
      {supply.isWatched ? (
        <Facts
          rows={[
            [say(TEXTS.held), sum(supply.held)],
            [say(TEXTS.needed), sum(supply.needed)],
            [say(TEXTS.starCost), sum(supply.starCost)],
            [say(TEXTS.waiting), supply.waiting],
            [say(TEXTS.reserve), supply.reserve],
            [say(TEXTS.lookedAt), lookedAt === null ? say(TEXTS.never) : moment(lookedAt, say.language)],
          ]}
        />
      ) : null}
      {changes.length === 0 ? null : (
        <>
          <Muted>{say(TEXTS.changes)}</Muted>
          <Table testId="supply-changes">
            {changes.map(({ at, stopped: isStop, why, held, needed }) => (
              <tr key={at}>
                <td>{moment(at, say.language)}</td>
                <td>{say(isStop ? TEXTS.stopped : TEXTS.selling)}</td>
                <td>{say(REASONS[why])}</td>
                <td className="sb-number">
                  {sum(held)} / {sum(needed)}
                </td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </Card>
  );
}
