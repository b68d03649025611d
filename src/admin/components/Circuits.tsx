import { Box, Button, Text } from '@adminjs/design-system';
import { useTranslation } from 'adminjs';
import React, { useEffect } from 'react';
import { useCall } from './parts/call.ts';
import { Card, Facts } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { moment } from './parts/format.ts';
import { useTexts } from './parts/texts.ts';
import { usePage } from './parts/usePage.ts';

export interface Circuit {
  name: string;
  phase: 'closed' | 'open' | 'half_open';
  failures: number;
  retryAt: string | null;
  shared: boolean;
}

const REFRESH_MS = 5000;
export const CIRCUIT_TONES = { closed: 'good', half_open: 'wait', open: 'bad' } as const;

/** The circuit breakers, with the switch that admins have. */
export default function Circuits(): React.ReactElement {
  const { data, instead, reload } = usePage<{ circuits: Circuit[]; mayReset: boolean }>('circuits');
  const { sb, language } = useTexts();
  const { translatePage } = useTranslation();
  const call = useCall();
  useEffect(() => {
    const timer = window.setInterval(reload, REFRESH_MS);
    return () => window.clearInterval(timer);
  }, [reload]);
  if (!data) return instead;
  const reset = async (name: string): Promise<void> => {
    await call({ page: 'circuits', action: 'reset', data: { name } });
    reload();
  };
  return (
    <Box p="xl">
      <h2 style={{ fontSize: 22, fontWeight: 700, marginBottom: 6 }}>{translatePage('circuits')}</h2>
      <Text mb="lg" color="grey60">
        {sb('circuits.about')}
      </Text>
      {data.circuits.map((circuit) => (
        <Card
          key={circuit.name}
          title={sb(`circuits.${circuit.name}`)}
          aside={
            <Chip
              column="phase"
              value={sb(`circuits.${circuit.phase}`)}
              tone={CIRCUIT_TONES[circuit.phase]}
            />
          }
        >
          <Facts
            rows={[
              [sb('circuits.failures'), String(circuit.failures)],
              ...(circuit.retryAt
                ? [[sb('circuits.retryAt'), moment(circuit.retryAt, language, true)] as const]
                : []),
              ...(circuit.shared ? [] : [['!', sb('circuits.local')] as const]),
            ]}
          />
          {data.mayReset && circuit.phase !== 'closed' ? (
            <Button mt="lg" size="sm" variant="contained" onClick={() => void reset(circuit.name)}>
              {sb('circuits.reset')}
            </Button>
          ) : null}
        </Card>
      ))}
    </Box>
  );
}
