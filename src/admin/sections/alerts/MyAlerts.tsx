import { useTranslation } from 'adminjs';
import React, { useState } from 'react';
import { useCall } from '../../kit/call.ts';
import { Card } from '../../kit/Card.tsx';
import { CopyButton } from '../../kit/CopyButton.tsx';
import { moment } from '../../kit/format.ts';
import { Muted, Row } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { TextButton } from '../../kit/TextButton.tsx';
import { usePage } from '../../kit/usePage.ts';
import type { Pair } from '../../words/pair.ts';
import type { MyAlerts as View } from './mine.ts';
import { SettingsForm } from './SettingsForm.tsx';
import { TEXTS } from './texts.ts';

/** Where alerts are sent to a person, which and when; for administrators also the groups. */
export default function MyAlerts(): React.ReactElement {
  const { data, instead, reload } = usePage<View>('myAlerts');
  const { translatePage } = useTranslation();
  const say = useSay();
  const call = useCall();
  if (!data) return instead;
  const { settings, groups, mayLink, kinds } = data;
  const run = async (action: string, input: Record<string, unknown> = {}): Promise<void> => {
    await call({ page: 'myAlerts', action, data: input });
    reload();
  };
  return (
    <div className="sb-page sb-alerts">
      <h1 className="sb-field">{translatePage('myAlerts')}</h1>
      <Card
        title={say(TEXTS.telegram)}
        aside={
          settings ? (
            <TextButton
              icon="X"
              label={say(TEXTS.unlink)}
              press={() => void run('unlinkTelegram')}
              testId="unlink"
            />
          ) : undefined
        }
      >
        {settings ? <p>{say(TEXTS.linkedSince, { at: moment(settings.linkedAt, say.language) })}</p> : null}
        {settings === null && mayLink ? (
          <NewCode
            action="makeCode"
            button={TEXTS.getCode}
            about={TEXTS.notLinked}
            then={TEXTS.sendThis}
            reload={reload}
          />
        ) : null}
        {mayLink ? null : <p>{say(TEXTS.onlySees)}</p>}
      </Card>
      {settings ? (
        <SettingsForm
          key={settings.linkedAt}
          settings={settings}
          kinds={kinds}
          save={(input) => run('saveAlertSettings', input)}
        />
      ) : null}
      {groups ? (
        <Card title={say(TEXTS.groups)}>
          {groups.map(({ id, title, threadId, linkedAt }) => (
            <Row key={id} apart>
              <span>
                <b>{title}</b>
                {threadId === null ? '' : ` · ${say(TEXTS.topic, { n: threadId })}`} ·{' '}
                {say(TEXTS.linkedSince, { at: moment(linkedAt, say.language) })}
              </span>
              <TextButton icon="X" label={say(TEXTS.unlink)} press={() => void run('unlinkGroup', { id })} />
            </Row>
          ))}
          <NewCode
            action="makeGroupCode"
            button={TEXTS.getGroupCode}
            about={groups.length === 0 ? TEXTS.noGroups : undefined}
            then={TEXTS.sendInGroup}
            reload={reload}
          />
        </Card>
      ) : null}
    </div>
  );
}

/** A one-time code, shown once. */
function NewCode({
  action,
  button,
  about,
  then,
  reload,
}: {
  action: string;
  button: Pair;
  about: Pair | undefined;
  /** What to do with the code. */
  then: Pair;
  reload: () => void;
}): React.ReactElement {
  const say = useSay();
  const call = useCall();
  const [code, setCode] = useState<string>();
  const get = async (): Promise<void> => {
    const answer = await call({ page: 'myAlerts', action });
    if (typeof answer?.['code'] === 'string') setCode(answer['code']);
  };
  if (code === undefined)
    return (
      <>
        {about ? <Muted>{say(about)}</Muted> : null}
        <TextButton icon="Key" label={say(button)} press={() => void get()} testId={action} />
      </>
    );
  const message = `/start staff_${code}`;
  return (
    <>
      <Muted>{say(then)}</Muted>
      <Row>
        <code data-testid="link-code">{message}</code>
        <CopyButton text={message} label={say(TEXTS.codeName)} />
        <TextButton icon="RefreshCw" label={say(TEXTS.check)} press={reload} />
      </Row>
    </>
  );
}
