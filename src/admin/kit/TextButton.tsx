import { Icon } from '@adminjs/design-system';
import React from 'react';

/** A button that looks like a line of its list. */
export function TextButton({
  icon,
  label,
  press,
  testId,
}: {
  icon: string;
  label: string;
  press: () => void;
  testId?: string;
}): React.ReactElement {
  return (
    <button type="button" onClick={press} data-testid={testId} className="sb-text-button">
      <Icon icon={icon} size={12} /> {label}
    </button>
  );
}
