import { Label } from '@adminjs/design-system';
import React from 'react';
import { FieldProblem } from './Refusal.tsx';
import { useTexts } from './texts.ts';

export interface Choice {
  name: string;
  options: readonly string[];
  /** The text of an option; by default that of a column's value. */
  label?: (option: string) => string;
}

/** An input with its name, and under it what to know about it. */
export function Field({
  name,
  required,
  hint,
  problem,
  children,
}: {
  name: string;
  required: boolean;
  hint?: string;
  /** What is wrong with what was typed. */
  problem?: string | undefined;
  children: React.ReactNode;
}): React.ReactElement {
  const { sb } = useTexts();
  return (
    <div style={{ marginBottom: 14 }}>
      <Label htmlFor={`field-${name}`} required={required}>
        {sb(`fields.${name}`)}
      </Label>
      {children}
      {hint === undefined ? null : <p style={{ color: '#6a758c', fontSize: 12, marginTop: 4 }}>{hint}</p>}
      <FieldProblem name={name} problem={problem} />
    </div>
  );
}

/** A choice between few. */
export function Radio({
  choice,
  chosen,
  onChoose,
}: {
  choice: Choice;
  chosen: string;
  onChoose: (value: string) => void;
}): React.ReactElement {
  const { value } = useTexts();
  const label = choice.label ?? ((option: string) => value(choice.name, option));
  return (
    <div role="radiogroup" style={{ display: 'flex', gap: 16, marginBottom: 14, flexWrap: 'wrap' }}>
      {choice.options.map((option) => (
        <label
          key={option}
          style={{ display: 'flex', gap: 6, alignItems: 'center', fontSize: 14, cursor: 'pointer' }}
        >
          <input
            type="radio"
            name={choice.name}
            value={option}
            checked={chosen === option}
            onChange={() => onChoose(option)}
          />
          {label(option)}
        </label>
      ))}
    </div>
  );
}
