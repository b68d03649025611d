import React from 'react';
import type { FormField } from '../../access/actions.ts';
import type { PriceField } from './fields.ts';
import type { TypedPrice } from './typedPrice.ts';
import { PriceInput } from './PriceInput.tsx';

/** The price of one star has only a price and its times. */
const OF_PACKAGES: ReadonlySet<string> = new Set<PriceField>(['listPrice', 'bonusStars']);
const TERMS: ReadonlySet<string> = new Set<PriceField>(['price', 'listPrice', 'bonusStars']);

/** The fields of a price, and what is wrong with each. `isSame`: the terms cannot be changed here. */
export function PriceFields({
  fields,
  isStar,
  isSame,
  typed,
  problemOf,
  onChange,
}: {
  fields: readonly FormField[];
  isStar: boolean;
  isSame: boolean;
  typed: TypedPrice;
  problemOf: (name: string) => string | undefined;
  onChange: (typed: TypedPrice) => void;
}): React.ReactElement {
  return (
    <>
      {fields
        .filter(({ name }) => !isStar || !OF_PACKAGES.has(name))
        .map((field) => (
          <PriceInput
            key={field.name}
            field={field}
            readOnly={isSame && TERMS.has(field.name)}
            value={typed[field.name as PriceField]}
            problem={problemOf(field.name)}
            onChange={(value) => onChange({ ...typed, [field.name]: value })}
          />
        ))}
    </>
  );
}
