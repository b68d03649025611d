import React from 'react';
import type { Pair } from '../words/pair.ts';
import { useSay } from './say.ts';

/** One moment. It is chosen in the reader's time zone and returned as ISO. Empty means "none". */
export function MomentInput({
  name,
  label,
  value,
  onChange,
}: {
  name: string;
  label: Pair;
  value: string;
  onChange: (iso: string) => void;
}): React.ReactElement {
  const say = useSay();
  return (
    <label className="sb-inline-field">
      {say(label)}
      <input
        type="datetime-local"
        name={name}
        value={localOf(value)}
        onChange={(event) =>
          onChange(event.target.value === '' ? '' : new Date(event.target.value).toISOString())
        }
        className="sb-input"
      />
    </label>
  );
}

/** An ISO moment in the form that the browser's own input needs. */
function localOf(iso: string): string {
  const date = new Date(iso);
  if (iso === '' || Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
