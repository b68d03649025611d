import { FormGroup, Label } from '@adminjs/design-system';
import type { FilterPropertyProps } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { momentOf, typedOf, type Typed } from '../../kit/period.ts';
import { plain } from '../../kit/plain.ts';
import { COMMON } from '../../words/common.ts';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';

const SIDES = ['from', 'to'] as const;

/** A period of days in the reader's time zone, which it names. The last day is included. */
export default function TimeFilter({
  property,
  resource,
  filter,
  onChange,
}: FilterPropertyProps): React.ReactElement {
  const say = useSay();
  const { label } = useColumns(resource.id)(property.path);
  return (
    <FormGroup variant="filter">
      <Label>{label}</Label>
      {SIDES.map((side) => (
        <Side
          key={side}
          side={side}
          label={`${label}: ${say(side === 'from' ? COMMON.from : COMMON.until)}`}
          value={plain((filter as Record<string, unknown>)[`${property.path}~~${side}`])}
          onChange={(iso) => onChange(`${property.path}~~${side}`, iso)}
        />
      ))}
      <p className="sb-hint">
        {say(COMMON.wholeDay)} · {Intl.DateTimeFormat().resolvedOptions().timeZone}
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
  const say = useSay();
  const [typed, setTyped] = useState(() => typedOf(value, side));
  // Another part of the page has emptied the filter.
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
      <span>{say(side === 'from' ? COMMON.from : COMMON.until)}</span>
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
