import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card, Facts, muted } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { moment } from './parts/format.ts';
import { reasonText } from './parts/ledgerTexts.ts';
import { RecordFacts, twoColumns } from './parts/RecordFacts.tsx';
import { RowTable, type Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { Trial } from './parts/Trial.tsx';
import { useRecordPage } from './parts/usePage.ts';

interface Named {
  name: string;
  value: string;
}
interface Page {
  rule: Row;
  parameters: Named[];
  versions: { row: Row; parameters: Named[] }[];
  flags: Row[];
  mayTry: boolean;
}

const FACTS = [
  ['kind', 'enum'],
  ['weight', 'integer'],
  ['version', 'integer'],
  ['flags', 'text'],
  ['open', 'text'],
  ['confirmed', 'text'],
  ['dismissed', 'text'],
  ['precision_percent', 'text'],
  ['reason', 'text'],
  ['author', 'text'],
  ['created_at', 'time'],
  ['id', 'text'],
] as const;

/** A rule: what it says now, how often people agreed with it, how it would have done lately, what it was before. */
export default function RulePage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<Page>('fraud_rules', String(record?.id));
  const texts = useTexts();
  const { sb } = texts;
  if (!page) return instead;
  const { rule, versions, flags } = page;
  return (
    <div style={twoColumns}>
      <div>
        <Card
          title={String(rule[`title_${texts.language}`] ?? rule['id'])}
          aside={<Chip column="mode" value={rule['mode']} />}
        >
          <p style={{ marginBottom: 12 }}>
            <Chip column="effect" value={rule['effect']} />
          </p>
          <Facts
            rows={page.parameters.map(({ name, value }) => [texts.value('parameter', name), value] as const)}
          />
          <div style={{ height: 12 }} />
          <RecordFacts row={rule} columns={FACTS} />
        </Card>
      </div>
      <div>
        {page.mayTry ? (
          <Card title={sb('fraud.try')}>
            <Trial ruleId={String(rule['id'])} />
          </Card>
        ) : null}
        <Card title={sb('fraud.versions')}>
          {versions.map(({ row: version, parameters }) => (
            <div
              key={String(version['id'])}
              style={{ padding: '8px 0', borderTop: '1px solid #eef0f5', fontSize: 13 }}
            >
              <b>v{String(version['version'])}</b> <Chip column="mode" value={version['mode']} />{' '}
              <Chip column="effect" value={version['effect']} />{' '}
              <span style={muted}>
                {moment(version['created_at'], texts.language)} ·{' '}
                {String(version['author'] ?? sb('refund.system'))}
              </span>
              <div style={{ marginTop: 4 }}>{reasonText(String(version['reason'] ?? ''), texts)}</div>
              <div style={muted}>
                {parameters
                  .map(({ name, value }) => `${texts.value('parameter', name)}: ${value}`)
                  .join(' · ')}
              </div>
            </div>
          ))}
        </Card>
        <Card title={sb('fraud.hits')}>
          <RowTable
            rows={flags}
            resource="fraud_flags"
            columns={[
              ['created_at', 'time'],
              ['status', 'enum'],
              ['measured', 'text'],
              ['limit_value', 'text'],
              ['effect', 'enum'],
            ]}
          />
        </Card>
      </div>
    </div>
  );
}
