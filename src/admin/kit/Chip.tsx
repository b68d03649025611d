import React from 'react';
import { toneOf, type Tone } from '../words/tones.ts';
import { plain } from './plain.ts';
import { useColumns } from './shell.ts';

/** A value of a choice, coloured by its meaning. `source` and `name` say of which column it is. */
export function Chip({
  source,
  name,
  value,
  tone,
}: {
  source: string;
  name: string;
  value: unknown;
  tone?: Tone;
}): React.ReactElement | null {
  const { words, tones } = useColumns(source)(name);
  const code = plain(value);
  if (code === '') return null;
  return <Pill tone={tone ?? toneOf(code, tones)}>{words?.[code] ?? code}</Pill>;
}

/** A word or two on a coloured background. */
export function Pill({ tone, children }: { tone: Tone; children: React.ReactNode }): React.ReactElement {
  return (
    <span className="sb-chip" data-tone={tone}>
      {children}
    </span>
  );
}
