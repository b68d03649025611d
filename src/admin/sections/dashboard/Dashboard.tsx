import { Icon } from '@adminjs/design-system';
import React, { useEffect } from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../kit/Card.tsx';
import { Pill } from '../../kit/Chip.tsx';
import { Banner, Row } from '../../kit/Layout.tsx';
import { LiveDot } from '../../kit/LiveDot.tsx';
import { useSay } from '../../kit/say.ts';
import { usePage } from '../../kit/usePage.ts';
import { CIRCUIT_TONES } from '../control/Circuit.tsx';
import type { CircuitView } from '../control/circuits.ts';
import { TEXTS as CIRCUIT_TEXTS, PHASES, SERVICES, SWITCH_NAMES } from '../control/texts.ts';
import { Bars } from './Bars.tsx';
import type { Dashboard as View } from './page.ts';
import { Signs } from './Signs.tsx';
import { TEXTS } from './texts.ts';
import { Tiles } from './Tiles.tsx';

const REFRESH_MS = 15_000;

/** The first page: what waits, what is sold, what is wrong. Each part leads to the place to act on it. */
export default function Dashboard(): React.ReactElement {
  const { data, instead, reload, live } = usePage<View>('dashboard', {}, ['tickets']);
  const say = useSay();
  useEffect(() => {
    const timer = window.setInterval(reload, REFRESH_MS);
    return () => window.clearInterval(timer);
  }, [reload]);
  if (!data) return instead;
  const { name, signs = [], switchedOff = [], days, circuits } = data;
  return (
    <div className="sb-page sb-dashboard">
      <Row apart>
        <h1>{say(TEXTS.hello, { name })}</h1>
        <LiveDot live={live} />
      </Row>
      <Signs signs={signs} />
      {switchedOff.length > 0 ? (
        <Banner tone="wait">
          <Icon icon="AlertTriangle" /> {say(TEXTS.switchedOff)}:{' '}
          {switchedOff.map((one) => say.of(SWITCH_NAMES, one)).join(', ')}
        </Banner>
      ) : null}
      <Tiles data={data} />
      <div className="sb-dashboard-below">
        {days ? (
          <Card title={say(TEXTS.byDay)}>
            <Bars days={days} />
          </Card>
        ) : null}
        {circuits ? <Circuits circuits={circuits} /> : null}
      </div>
    </div>
  );
}

function Circuits({ circuits }: { circuits: readonly CircuitView[] }): React.ReactElement {
  const say = useSay();
  return (
    <Card title={<Link to="/admin/pages/circuits">{say(CIRCUIT_TEXTS.circuits)}</Link>}>
      {circuits.map(({ name, phase }) => (
        <Row key={name} apart>
          <span>{say.of(SERVICES, name)}</span>
          <Pill tone={CIRCUIT_TONES[phase]}>{say(PHASES[phase])}</Pill>
        </Row>
      ))}
    </Card>
  );
}
