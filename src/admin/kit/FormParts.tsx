import { Label } from '@adminjs/design-system';
import React from 'react';
import type { Pair, Words } from '../words/pair.ts';
import { FieldProblem } from './Refusal.tsx';
import { useSay } from './say.ts';

/** An input with its name, and under it what to know about it. */
export function Field({
  name,
  label,
  required,
  hint,
  problem,
  children,
}: {
  name: string;
  label: Pair;
  required: boolean;
  hint?: string;
  /** What is wrong with what was typed. */
  problem?: string | undefined;
  children: React.ReactNode;
}): React.ReactElement {
  const say = useSay();
  return (
    <div className="sb-field">
      <Label htmlFor={`field-${name}`} required={required}>
        {say(label)}
      </Label>
      {children}
      {hint === undefined ? null : <p className="sb-hint">{hint}</p>}
      <FieldProblem name={name} problem={problem} />
    </div>
  );
}

/** One of several, from a list. */
export function Select({
  id,
  name,
  value,
  words,
  required = false,
  onChange,
  ...aria
}: {
  id: string;
  name: string;
  value: string;
  /** What can be chosen, and how it reads. */
  words: Words;
  required?: boolean;
  onChange: (value: string) => void;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
}): React.ReactElement {
  const say = useSay();
  return (
    <select
      {...aria}
      id={id}
      name={name}
      required={required}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="sb-input sb-wide"
    >
      <option value="" />
      {Object.entries(words).map(([code, word]) => (
        <option key={code} value={code}>
          {say(word)}
        </option>
      ))}
    </select>
  );
}

/** What a choice is between. */
export interface Choice {
  readonly name: string;
  readonly words: Words;
}

/** A choice between few, all in sight. */
export function Radio({
  choice: { name, words },
  chosen,
  onChoose,
}: {
  choice: Choice;
  chosen: string;
  onChoose: (value: string) => void;
}): React.ReactElement {
  const say = useSay();
  return (
    <div role="radiogroup" className="sb-row sb-field">
      {Object.entries(words).map(([code, word]) => (
        <label key={code} className="sb-option">
          <input
            type="radio"
            name={name}
            value={code}
            checked={chosen === code}
            onChange={() => onChoose(code)}
          />
          {say(word)}
        </label>
      ))}
    </div>
  );
}
