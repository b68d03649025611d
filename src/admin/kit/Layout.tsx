import React from 'react';
import { COMMON } from '../words/common.ts';
import type { Tone } from '../words/tones.ts';
import { useSay } from './say.ts';

interface Inside {
  children: React.ReactNode;
}

/** Puts its content one below the other. */
export function Stack({ children }: Inside): React.ReactElement {
  return <div className="sb-stack">{children}</div>;
}

/** Puts its content side by side, and wraps if there is no room. `apart` pushes the ends to the edges. */
export function Row({ children, apart = false }: Inside & { apart?: boolean }): React.ReactElement {
  return <div className={apart ? 'sb-row sb-apart' : 'sb-row'}>{children}</div>;
}

/** A name on the left, its content on the right. */
export function Sides({ children }: Inside): React.ReactElement {
  return <div className="sb-sides">{children}</div>;
}

/** Cards of equal width, as many in a line as fit. */
export function Grid({ children }: Inside): React.ReactElement {
  return <div className="sb-grid">{children}</div>;
}

/** An explanation that a person reads once. */
export function Muted({ children }: Inside): React.ReactElement {
  return <p className="sb-muted">{children}</p>;
}

/** The most important number of a screen. */
export function Figure({ children, testId }: Inside & { testId?: string }): React.ReactElement {
  return (
    <p className="sb-figure" data-testid={testId}>
      {children}
    </p>
  );
}

/** A message that a person must see first. */
export function Banner({
  tone,
  children,
  testId,
}: Inside & { tone: Tone; testId?: string }): React.ReactElement {
  return (
    <div className="sb-banner" data-tone={tone} data-testid={testId}>
      {children}
    </div>
  );
}

/** Shown in place of an empty list. */
export function Empty({ children }: { children?: React.ReactNode }): React.ReactElement {
  const say = useSay();
  return <p className="sb-empty">{children ?? say(COMMON.empty)}</p>;
}
