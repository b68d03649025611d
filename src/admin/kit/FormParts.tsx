import { Label } from '@adminjs/design-system';
import React from 'react';
import type { Pair, Words } from '../words/pair.ts';
import { FieldProblem } from './Refusal.tsx';
import { useSay } from './say.ts';

/** An input with its name, and an explanation below. */
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
  /** What is wrong with the typed text. */
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

/** A choice of one value from a list. */
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
  /** The values to choose from, and the words for each. */
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

/** The options of a choice. */
export interface Choice {
  readonly name: string;
  readonly words: Words;
}

/** A choice of a few options, all visible. */
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
