import React from 'react';
import { Link } from 'react-router-dom';
import { shortId } from './format.ts';
import { plain } from './plain.ts';

interface State {
  resources: { id: string }[];
}

/**
 * Shows a record by its id or by the given content. It is a link if the person has the section, otherwise only words.
 */
export function RecordLink({
  resource,
  id,
  children,
}: {
  resource: string;
  id: unknown;
  children?: React.ReactNode;
}): React.ReactElement {
  const { resources } = (window as unknown as { REDUX_STATE: State }).REDUX_STATE;
  const shown = children ?? shortId(id);
  if (!resources.some((one) => one.id === resource)) return <span title={plain(id)}>{shown}</span>;
  return (
    <Link
      to={`/admin/resources/${resource}/records/${encodeURIComponent(plain(id))}/show`}
      title={plain(id)}
      className="sb-link"
    >
      {shown}
    </Link>
  );
}
