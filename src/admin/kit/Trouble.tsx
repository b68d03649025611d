import React from 'react';
import { plain } from './plain.ts';
import { useColumns } from './shell.ts';

/** Shows what stops a record: in the words of its column `error`, and as its code. */
export function Trouble({ source, error }: { source: string; error: unknown }): React.ReactElement | null {
  const { words } = useColumns(source)('error');
  const code = plain(error);
  if (code === '') return null;
  return (
    <p className="sb-trouble">
      {words?.[code] ?? ''} <code>{code}</code>
    </p>
  );
}
