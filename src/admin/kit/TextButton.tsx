import { Icon } from '@adminjs/design-system';
import React from 'react';

/** A button that reads as a line of the list in which it stands. */
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
