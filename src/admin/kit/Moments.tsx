import React from 'react';
import { useTexts } from './texts.ts';

const input: React.CSSProperties = {
  border: '1px solid #c9d1e0',
  borderRadius: 8,
  padding: '6px 8px',
  font: 'inherit',
  fontSize: 13,
  background: '#fff',
};

/** One moment, chosen in the reader's zone and given as ISO; empty is "none". */
export function MomentInput({
  name,
  value,
  onChange,
}: {
  name: string;
  value: string;
  onChange: (iso: string) => void;
}): React.ReactElement {
  const { sb } = useTexts();
  return (
    <label style={{ fontSize: 13, color: '#6a758c', display: 'inline-flex', gap: 8, alignItems: 'center' }}>
      {sb(`fields.${name}`)}
      <input
        type="datetime-local"
        name={name}
        value={localOf(value)}
        onChange={(event) =>
          onChange(event.target.value === '' ? '' : new Date(event.target.value).toISOString())
        }
        style={input}
      />
    </label>
  );
}

/** An ISO moment as the browser's own input wants it. */
function localOf(iso: string): string {
  const date = new Date(iso);
  if (iso === '' || Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
