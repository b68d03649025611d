import { Button } from '@adminjs/design-system';
import React, { useState } from 'react';
import { Card } from '../../kit/Card.tsx';
import { Radio } from '../../kit/FormParts.tsx';
import { Muted, Row } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import type { MyAlerts, ShownSettings } from './mine.ts';
import { LEAST_WORDS, TEXTS } from './texts.ts';

/** Which alerts come to this person, and when. */
export function SettingsForm({
  settings,
  kinds,
  save,
}: {
  settings: ShownSettings;
  kinds: MyAlerts['kinds'];
  save: (input: Record<string, unknown>) => Promise<void>;
}): React.ReactElement {
  const say = useSay();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [form, setForm] = useState({ ...settings, zone: settings.zone || own });
  const set = (change: Partial<typeof form>): void => setForm((old) => ({ ...old, ...change }));
  const toggle = (kind: string, isSent: boolean): void =>
    set({ muted: isSent ? form.muted.filter((one) => one !== kind) : [...form.muted, kind] });
  const submit = (event: React.FormEvent): void => {
    event.preventDefault();
    const { linkedAt: _, muted, ...input } = form;
    void save({ ...input, muted: muted.join(',') });
  };
  return (
    <form onSubmit={submit} data-testid="alert-settings">
      <Card title={say(TEXTS.quiet)}>
        <Row>
          <label className="sb-option">
            {say(TEXTS.quietFrom)}
            <input
              type="time"
              name="quietFrom"
              className="sb-input"
              value={form.quietFrom}
              required={form.quietTo !== ''}
              onChange={({ target }) => set({ quietFrom: target.value })}
            />
          </label>
          <label className="sb-option">
            {say(TEXTS.quietTo)}
            <input
              type="time"
              name="quietTo"
              className="sb-input"
              value={form.quietTo}
              required={form.quietFrom !== ''}
              onChange={({ target }) => set({ quietTo: target.value })}
            />
          </label>
          <label className="sb-option">
            {say(TEXTS.zone)}
            <input
              name="zone"
              className="sb-input"
              value={form.zone}
              onChange={({ target }) => set({ zone: target.value })}
            />
          </label>
        </Row>
        <label className="sb-option">
          <input
            type="checkbox"
            name="wakes"
            checked={form.wakes}
            onChange={({ target }) => set({ wakes: target.checked })}
          />
          {say(TEXTS.wakes)}
        </label>
        <Muted>{say(TEXTS.quietHint)}</Muted>
      </Card>
      <Card title={say(TEXTS.what)}>
        <Radio
          choice={{ name: 'least', words: LEAST_WORDS }}
          chosen={form.least}
          onChoose={(least) => set({ least: least as ShownSettings['least'] })}
        />
        <div className="sb-stack">
          {kinds.map(({ kind, title }) => (
            <label key={kind} className="sb-option">
              <input
                type="checkbox"
                name={`kind-${kind}`}
                checked={!form.muted.includes(kind)}
                onChange={({ target }) => toggle(kind, target.checked)}
              />
              {say(title)}
            </label>
          ))}
        </div>
      </Card>
      <div className="sb-field">
        <Button type="submit" variant="contained" data-testid="save-alerts">
          {say(TEXTS.save)}
        </Button>
      </div>
    </form>
  );
}
