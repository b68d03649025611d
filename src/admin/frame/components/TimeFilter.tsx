import { FormGroup, Label } from '@adminjs/design-system';
import type { FilterPropertyProps } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { momentOf, typedOf, type Typed } from '../../kit/period.ts';
import { plain } from '../../kit/plain.ts';
import { useTexts } from '../../kit/texts.ts';

const SIDES = ['from', 'to'] as const;

/** A period of days in the reader's zone, which it names; the last day belongs to it. */
export default function TimeFilter({ property, filter, onChange }: FilterPropertyProps): React.ReactElement {
  const { sb, column } = useTexts();
  return (
    <FormGroup variant="filter">
      <Label>{column(property.path)}</Label>
      {SIDES.map((side) => (
        <Side
          key={side}
          side={side}
          label={`${column(property.path)}: ${sb(side === 'from' ? 'common.from' : 'common.until')}`}
          value={plain((filter as Record<string, unknown>)[`${property.path}~~${side}`])}
          onChange={(iso) => onChange(`${property.path}~~${side}`, iso)}
        />
      ))}
      <p className="sb-hint">
        {sb('common.wholeDay')} · {Intl.DateTimeFormat().resolvedOptions().timeZone}
      </p>
    </FormGroup>
  );
}

function Side({
  side,
  label,
  value,
  onChange,
}: {
  side: 'from' | 'to';
  label: string;
  value: string;
  onChange: (iso: string) => void;
}): React.ReactElement {
  const { sb } = useTexts();
  const [typed, setTyped] = useState(() => typedOf(value, side));
  // The filter is emptied from outside.
  useEffect(() => {
    if (value === '') setTyped({ day: '', time: '' });
  }, [value]);
  const change = (part: Partial<Typed>): void => {
    const next = { ...typed, ...part };
    setTyped(next);
    onChange(momentOf(next, side));
  };
  return (
    <div className="sb-period">
      <span>{sb(side === 'from' ? 'common.from' : 'common.until')}</span>
      <input
        type="date"
        aria-label={label}
        value={typed.day}
        onChange={(event) => change({ day: event.target.value })}
      />
      <input
        type="time"
        aria-label={label}
        value={typed.time}
        disabled={typed.day === ''}
        onChange={(event) => change({ time: event.target.value })}
      />
    </div>
  );
}
