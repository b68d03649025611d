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
    <button
      type="button"
      onClick={press}
      data-testid={testId}
      style={{
        border: 0,
        background: 'none',
        padding: '3px 0',
        color: '#2448c2',
        cursor: 'pointer',
        font: 'inherit',
        fontSize: 12,
      }}
    >
      <Icon icon={icon} size={12} /> {label}
    </button>
  );
}
