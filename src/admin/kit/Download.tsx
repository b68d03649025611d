import { Icon } from '@adminjs/design-system';
import React from 'react';

/**
 * A link to a file to download. It has no `download` attribute, because the server says so itself. If the server
 * refuses, its page says why.
 */
export function Download({
  href,
  children,
}: {
  href: string;
  children: React.ReactNode;
}): React.ReactElement {
  return (
    <a href={href} data-testid="download" className="sb-link sb-download">
      <Icon icon="Download" size={14} />
      {children}
    </a>
  );
}
