import { Button } from '@adminjs/design-system';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { useCall } from '../../kit/call.ts';
import { Card, Facts } from '../../kit/Card.tsx';
import { Pill } from '../../kit/Chip.tsx';
import { moment, withMinus } from '../../kit/format.ts';
import { Muted } from '../../kit/Layout.tsx';
import { useSay, type Say } from '../../kit/say.ts';
import { COMMON } from '../../words/common.ts';
import { CIRCUIT_TONES } from '../control/Circuit.tsx';
import { PHASES } from '../control/texts.ts';
import type { ShownProbe } from './probe.ts';
import type { SupplierView } from './supplier.ts';
import { KEY_TONES, KEYS, TEXTS, UNANSWERED } from './supplierTexts.ts';
import { SUPPLIERS } from './texts.ts';

/** The state of a supplier, and a button that asks it without buying. */
export function SupplierNow({ view }: { view: SupplierView }): React.ReactElement {
  const { supplier, isInUse, isConfigured, float, circuit, mayProbe } = view;
  const [busy, setBusy] = useState(false);
  const [probe, setProbe] = useState<ShownProbe>();
  const say = useSay();
  const call = useCall();
  const ask = async (): Promise<void> => {
    setBusy(true);
    const answer = await call({ page: 'suppliers', action: 'probe', data: { supplier } });
    setBusy(false);
    if (answer) setProbe(answer['probe'] as ShownProbe);
  };
  return (
    <Card
      title={say(SUPPLIERS[supplier])}
      aside={<Pill tone={isInUse ? 'good' : 'wait'}>{say(isInUse ? TEXTS.inUse : TEXTS.notInUse)}</Pill>}
    >
      <Facts
        rows={[
          [
            say(TEXTS.floatNow),
            float === null
              ? say(TEXTS.never)
              : `${withMinus(float.amount)} · ${moment(float.readAt, say.language)}`,
          ],
          [
            say(TEXTS.circuit),
            <Link to="/admin/pages/circuits">
              <Pill tone={CIRCUIT_TONES[circuit.phase]}>{say(PHASES[circuit.phase])}</Pill>
            </Link>,
          ],
          [say(TEXTS.failuresInRow), String(circuit.failures)],
        ]}
      />
      {isConfigured ? null : <Muted>{say(TEXTS.noKey)}</Muted>}
      {isConfigured && mayProbe ? (
        <Button
          mt="lg"
          size="sm"
          variant="outlined"
          disabled={busy}
          onClick={() => void ask()}
          data-testid="probe"
        >
          {say(TEXTS.probe)}
        </Button>
      ) : null}
      {probe === undefined ? null : <Answer probe={probe} say={say} />}
    </Card>
  );
}

function Answer({ probe: { key, quotes, float }, say }: { probe: ShownProbe; say: Say }): React.ReactElement {
  const shown = (answer: ShownProbe['quotes']): string =>
    typeof answer === 'string'
      ? say(UNANSWERED[answer])
      : answer.length === 0
        ? say(COMMON.none)
        : answer.join('; ');
  return (
    <div data-testid="probed" className="sb-inset">
      <Facts
        rows={[
          [say(TEXTS.key), <Pill tone={KEY_TONES[key]}>{say(KEYS[key])}</Pill>],
          [say(TEXTS.price), shown(quotes)],
          [say(TEXTS.holdsForUs), shown(float)],
        ]}
      />
    </div>
  );
}
