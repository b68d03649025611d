import { Icon } from '@adminjs/design-system';
import React from 'react';

/** A file to take away. Not marked as one: the server says so, and where it refuses, its page says why. */
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
