import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { CopyButton } from '../../kit/CopyButton.tsx';
import { moment } from '../../kit/format.ts';
import { Muted, Row } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { Value } from '../../kit/Value.tsx';
import type { DeliveryView } from './page.ts';
import { TEXTS } from './texts.ts';

const SOURCE = 'supplier_events';

/** What the supplier reported by itself. If the name of the order is lost: the reports that may be about it. */
export function Reports({ page: { delivery, reports } }: { page: DeliveryView }): React.ReactElement | null {
  const say = useSay();
  const columnOf = useColumns(SOURCE);
  const isLost =
    delivery['supplier_ref'] === null &&
    delivery['status'] === 'uncertain' &&
    delivery['supplier'] !== 'manual';
  if (!isLost && reports.length === 0) return null;
  return (
    <Card title={say(TEXTS.reports)}>
      {isLost ? <Muted>{say(reports.length > 0 ? TEXTS.unclaimed : TEXTS.noUnclaimed)}</Muted> : null}
      <ol className="sb-trail" data-testid="reports">
        {reports.map((report) => (
          <li key={plain(report['id'])}>
            <Row>
              <Value source={SOURCE} name="state" value={report['state']} />
              <span>{plain(report['status'])}</span>
              <span className="sb-muted">{moment(report['received_at'], say.language, true)}</span>
            </Row>
            {isLost ? (
              <Row>
                <code>{plain(report['ref'])}</code>
                <CopyButton text={plain(report['ref'])} label={columnOf('ref').label} />
              </Row>
            ) : null}
            {plain(report['body']) === '' ? null : (
              <Value source={SOURCE} name="body" value={report['body']} wide />
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
