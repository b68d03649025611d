import { Icon } from '@adminjs/design-system';
import React from 'react';
import { useTexts } from './texts.ts';
import { useEscape, useLeave } from './useLeave.ts';

/** Something done beside what stays open below: a draft in the page underneath is kept. */
export function Dialog({
  title,
  close,
  children,
}: {
  title: string;
  close: () => void;
  children: React.ReactNode;
}): React.ReactElement {
  const { sb } = useTexts();
  const leave = useLeave('[role=dialog]', close);
  useEscape(leave);
  return (
    <div
      style={{
        position: 'fixed',
        inset: 0,
        zIndex: 100,
        background: '#101a3566',
        display: 'grid',
        placeItems: 'center',
        padding: 24,
      }}
    >
      <section
        role="dialog"
        aria-modal="true"
        aria-label={title}
        style={{
          background: '#fff',
          borderRadius: 12,
          padding: 24,
          width: 560,
          maxWidth: '100%',
          maxHeight: '100%',
          overflowY: 'auto',
          boxSizing: 'border-box',
        }}
      >
        <header style={{ display: 'flex', justifyContent: 'space-between', marginBottom: 16 }}>
          <h3 style={{ fontSize: 18, fontWeight: 700 }}>{title}</h3>
          <button
            type="button"
            onClick={leave}
            aria-label={sb('common.close')}
            style={{ border: 0, background: 'none', cursor: 'pointer' }}
          >
            <Icon icon="X" size={20} />
          </button>
        </header>
        {children}
      </section>
    </div>
  );
}
