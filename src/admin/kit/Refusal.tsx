import React from 'react';
import type { Answer } from './call.ts';

/** Shows why a form was refused, above its buttons. */
export function Refusal({ refusal }: { refusal: Answer | undefined }): React.ReactElement | null {
  if (!refusal) return null;
  return (
    <p role="alert" data-testid="refusal" className="sb-refusal">
      {refusal.notice?.message} {refusal.code && !isAtFields(refusal) ? <code>{refusal.code}</code> : null}
    </p>
  );
}

/** The wrong fields are marked, so no code is needed. The code helps with errors that nobody can see. */
function isAtFields({ fields = {} }: Answer): boolean {
  return Object.keys(fields).length > 0;
}

/** Shows what is wrong with one field, under it. */
export function FieldProblem({
  name,
  problem,
}: {
  name: string;
  problem: string | undefined;
}): React.ReactElement | null {
  if (problem === undefined) return null;
  return (
    <p id={`problem-${name}`} className="sb-problem" data-testid={`problem-${name}`}>
      {problem}
    </p>
  );
}
