import type { ActionProps } from 'adminjs';
import React from 'react';
import { PARTIES } from '../../words/ledger.ts';
import { Card, Facts } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Row, Sides } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { reasonText } from '../../kit/sayings.ts';
import { RowTable } from '../../kit/Table.tsx';
import { useRecordPage } from '../../kit/usePage.ts';
import type { RuleView } from './rule.ts';
import { PARAMETERS, TEXTS } from './texts.ts';
import { Trial } from './Trial.tsx';

/**
 * A rule: its present version, how often people agreed with it, what it would have found recently, and its earlier
 * versions.
 */
export default function RulePage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<RuleView>('fraud_rules', String(record?.id));
  const say = useSay();
  if (!page) return instead;
  const { rule, versions, flags } = page;
  return (
    <Sides>
      <Card
        title={plain(rule[`title_${say.language}`]) || plain(rule['id'])}
        aside={<Chip source="fraud_rules" name="mode" value={rule['mode']} />}
      >
        <Chip source="fraud_rules" name="effect" value={rule['effect']} />
        <Facts rows={page.parameters.map(({ name, value }) => [say.of(PARAMETERS, name), value])} />
        <RecordFacts
          source="fraud_rules"
          row={rule}
          names={[
            'kind',
            'weight',
            'version',
            'flags',
            'open',
            'confirmed',
            'dismissed',
            'precision_percent',
            'reason',
            'author',
            'created_at',
            'id',
          ]}
        />
      </Card>
      <div>
        {page.mayTry ? (
          <Card title={say(TEXTS.try)}>
            <Trial ruleId={plain(rule['id'])} />
          </Card>
        ) : null}
        <Card title={say(TEXTS.versions)}>
          <ol className="sb-trail">
            {versions.map((version) => (
              <Version key={plain(version.row['id'])} version={version} />
            ))}
          </ol>
        </Card>
        <Card title={say(TEXTS.hits)}>
          <RowTable
            source="fraud_flags"
            rows={flags}
            names={['created_at', 'status', 'measured', 'limit_value', 'effect']}
          />
        </Card>
      </div>
    </Sides>
  );
}

function Version({
  version: { row, parameters },
}: {
  version: RuleView['versions'][number];
}): React.ReactElement {
  const say = useSay();
  return (
    <li>
      <Row>
        <b>v{plain(row['version'])}</b>
        <Chip source="fraud_rule_versions" name="mode" value={row['mode']} />
        <Chip source="fraud_rule_versions" name="effect" value={row['effect']} />
        <span className="sb-muted">
          {moment(row['created_at'], say.language)} · {plain(row['author']) || say(PARTIES.system)}
        </span>
      </Row>
      <p>{reasonText(plain(row['reason']), say)}</p>
      <p className="sb-muted">
        {parameters.map(({ name, value }) => `${say.of(PARAMETERS, name)}: ${value}`).join(' · ')}
      </p>
    </li>
  );
}
