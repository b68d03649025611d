import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { shortId } from './format.ts';
import { plain } from './plain.ts';
import { accountText } from './sayings.ts';
import { useSay } from './say.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The record that an id names: by its title if that says more than the id, and as a link if the person may open it. */
export function Reference({
  property,
  record,
  wide,
}: Pick<BasePropertyProps, 'property'> & {
  record: BasePropertyProps['record'] | undefined;
  wide: boolean;
}): React.ReactElement | null {
  const say = useSay();
  const id = plain(record?.params[property.path]);
  if (id === '') return wide ? <span className="sb-muted">—</span> : null;
  const populated = record?.populated[property.path];
  // A rule has a different name in each language.
  const title = plain(populated?.params[`title_${say.language}`]) || plain(populated?.title);
  const shown = title !== '' && !UUID.test(title) ? title : wide ? id : shortId(id);
  const text = property.reference === 'users' && shown !== id ? `${shown} #${id}` : accountText(shown, say);
  if (!populated?.recordActions.some(({ name }) => name === 'show')) return <span title={id}>{text}</span>;
  return (
    <Link
      to={`/admin/resources/${property.reference}/records/${encodeURIComponent(id)}/show`}
      title={id}
      className="sb-link sb-nowrap"
    >
      {text}
    </Link>
  );
}
