import { Icon } from '@adminjs/design-system';
import { useCurrentAdmin } from 'adminjs';
import React from 'react';
import { zoneName } from '../../kit/format.ts';
import { useTexts } from '../../kit/texts.ts';

const link: React.CSSProperties = {
  display: 'inline-flex',
  gap: 6,
  alignItems: 'center',
  color: '#48536b',
  textDecoration: 'none',
  background: 'none',
  border: 0,
  padding: '6px 8px',
  font: 'inherit',
  fontSize: 13,
  cursor: 'pointer',
};

/** Who is logged in; language, own access, and a log-out that only this page can ask for (POST). */
export default function LoggedIn(): React.ReactElement {
  const [admin] = useCurrentAdmin();
  const { sb, value, language } = useTexts();
  const other = language === 'ru' ? 'en' : 'ru';
  return (
    <div
      style={{ display: 'flex', alignItems: 'center', gap: 10, padding: '0 24px', flexShrink: 0 }}
      data-css="logged-in"
    >
      <div style={{ fontSize: 12, color: '#6a758c' }} data-testid="zone">
        {sb('common.zone', { zone: zoneName() })}
      </div>
      <div style={{ textAlign: 'right', lineHeight: 1.25 }}>
        <div style={{ fontWeight: 600, fontSize: 14, color: '#13203f' }}>{admin?.email}</div>
        <div style={{ fontSize: 12, color: '#6a758c' }}>{value('role', admin?.['role'])}</div>
      </div>
      <form method="post" action="/account/language">
        <input type="hidden" name="language" value={other} />
        <button type="submit" style={link} data-testid="switch-language">
          <Icon icon="Globe" />
          {other === 'en' ? 'English' : 'Русский'}
        </button>
      </form>
      <a href="/account" style={link}>
        <Icon icon="Key" />
        {sb('common.myAccess')}
      </a>
      <form method="post" action="/logout">
        <button type="submit" style={link} data-testid="log-out">
          <Icon icon="LogOut" />
          {sb('common.logout')}
        </button>
      </form>
    </div>
  );
}
