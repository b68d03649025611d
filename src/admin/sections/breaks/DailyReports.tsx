import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { dayName, moment, withMinus } from '../../kit/format.ts';
import { Empty, Row } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { Table } from '../../kit/Table.tsx';
import { COMMON } from '../../words/common.ts';
import type { DayLine } from './report.ts';
import { Difference } from './ReportTables.tsx';
import { REPORT } from './texts.ts';

/** The stored reports of days, one line each. A click on a day opens it. */
export function DailyReports({
  days,
  chosen,
  onChoose,
  pages,
}: {
  days: readonly DayLine[];
  chosen: string;
  onChoose: (day: string) => void;
  /** The ways to the next page and back to the first one, if they exist. */
  pages: { earlier?: () => void; newest?: () => void };
}): React.ReactElement {
  const say = useSay();
  const way = (name: 'earlier' | 'newest'): React.ReactElement | null =>
    pages[name] ? (
      <button type="button" className="sb-text-button" onClick={pages[name]}>
        {say(REPORT[name])}
      </button>
    ) : null;
  const { day, made, ledger, provider, difference, openBreaks } = REPORT;
  return (
    <Card
      title={say(REPORT.daily)}
      aside={
        <Row>
          {way('earlier')}
          {way('newest')}
        </Row>
      }
    >
      {days.length === 0 ? <Empty>{say(REPORT.noDaily)}</Empty> : null}
      <Table
        head={[day, made, ledger, provider, difference, openBreaks].map((text) => say(text))}
        numbers={4}
        testId="daily-reports"
      >
        {days.map((line) => (
          <tr key={line.day} className={line.day === chosen ? 'sb-breaks-chosen' : undefined}>
            <td>
              <button type="button" className="sb-text-button" onClick={() => onChoose(line.day)}>
                {dayName(line.day, say.language)}
              </button>
            </td>
            <td>{moment(line.madeAt, say.language)}</td>
            <td className="sb-number">{withMinus(line.ledger)}</td>
            <td className="sb-number">
              {line.provider === null ? say(COMMON.none) : withMinus(line.provider)}
            </td>
            <td className="sb-number">
              <Difference clearing={line} />
            </td>
            <td className="sb-number">{line.openBreaks > 0 ? <b>{line.openBreaks}</b> : line.openBreaks}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}
