import React from 'react';
import { Row } from '../../kit/Layout.tsx';
import { MomentInput } from '../../kit/Moments.tsx';
import { TEXTS } from './texts.ts';

interface Times {
  from: string;
  to: string;
}

/** The period of a page. */
export function Period({
  from,
  to,
  onChange,
}: Times & { onChange: (period: Times) => void }): React.ReactElement {
  return (
    <Row>
      <MomentInput
        name="from"
        label={TEXTS.from}
        value={from}
        onChange={(iso) => onChange({ from: iso, to })}
      />
      <MomentInput name="to" label={TEXTS.to} value={to} onChange={(iso) => onChange({ from, to: iso })} />
    </Row>
  );
}
