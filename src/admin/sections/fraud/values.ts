import { z } from 'zod';
import type { Panel } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';

/** A parameter or an input of a rule: its name (a key of the texts) and its value as a person reads it. */
export interface Named {
  readonly name: string;
  readonly value: string;
}

/** Those that are amounts, in minor units of the shop's coin. */
const AMOUNTS = new Set(['minAmount', 'amount', 'median', 'topped', 'spent']);
const OBJECT = z.record(z.string(), z.unknown());

/** The values of a JSON text, also those of objects in it. Each name comes once. */
export function namedValues(panel: Panel, json: unknown): Named[] {
  return [...new Map(flat(panel, json).map((one) => [one.name, one])).values()];
}

function flat(panel: Panel, json: unknown): Named[] {
  const parsed = OBJECT.safeParse(typeof json === 'string' ? JSON.parse(json) : {});
  return Object.entries(parsed.data ?? {}).flatMap(([name, value]): Named[] => {
    if (typeof value === 'object' && value !== null) return flat(panel, JSON.stringify(value));
    if (value === null || value === undefined) return [];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const isAmount = AMOUNTS.has(name) && /^\d+$/.test(text);
    return [{ name, value: isAmount ? moneyText(panel.style, BigInt(text), '') : text }];
  });
}
