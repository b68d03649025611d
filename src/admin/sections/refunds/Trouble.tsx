import React from 'react';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { ERRORS } from './texts.ts';

/** What keeps a refund from being carried out, in words and as its code. */
export function Trouble({ error }: { error: unknown }): React.ReactElement | null {
  const say = useSay();
  const code = plain(error);
  if (code === '') return null;
  return (
    <p className="sb-refunds-trouble">
      {say.of(ERRORS, code)} <code>{code}</code>
    </p>
  );
}
