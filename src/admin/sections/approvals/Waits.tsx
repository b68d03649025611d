import React from 'react';
import { since } from '../../kit/format.ts';
import { useSay } from '../../kit/say.ts';
import { SPANS } from '../../words/common.ts';

/** The first cell of a queue: how long it has waited. */
export function Waits({ from }: { from: unknown }): React.ReactElement {
  const say = useSay();
  const { unit, n } = since(from);
  return <td className="sb-nowrap">{say(SPANS[unit], { n })}</td>;
}
