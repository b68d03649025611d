import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { plain } from '../../kit/plain.ts';
import { Reference } from '../../kit/Reference.tsx';
import { useSay } from '../../kit/say.ts';
import { Value } from '../../kit/Value.tsx';

/** A value in a list. */
export default function Cell({ property, record, resource }: BasePropertyProps): React.ReactElement | null {
  const { language } = useSay();
  // The name of a record in the reader's language says more than its id.
  const title = property.path === 'id' ? plain(record?.params[`title_${language}`]) : '';
  if (title !== '') return <b title={plain(record?.params['id'])}>{title}</b>;
  if (property.reference) return <Reference property={property} record={record} wide={false} />;
  return <Value source={resource.id} name={property.path} value={record?.params[property.path]} />;
}
