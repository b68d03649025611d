import { Icon } from '@adminjs/design-system';
import { useCurrentAdmin } from 'adminjs';
import React from 'react';
import { zoneName } from '../../kit/format.ts';
import { COMMON } from '../../words/common.ts';
import { ROLE_WORDS } from '../../words/people.ts';
import { useSay } from '../../kit/say.ts';
import { Bell } from './Bell.tsx';

/** Shows who is logged in, with language, own access, and log-out. Only this page can ask for the log-out (POST). */
export default function LoggedIn(): React.ReactElement {
  const [admin] = useCurrentAdmin();
  const say = useSay();
  const other = say.language === 'ru' ? 'en' : 'ru';
  return (
    <div className="sb-logged-in" data-css="logged-in">
      <Bell />
      <div className="sb-muted" data-testid="zone">
        {say(COMMON.zone, { zone: zoneName() })}
      </div>
      <div className="sb-person">
        <b>{admin?.email}</b>
        <div className="sb-muted">{say.of(ROLE_WORDS, admin?.['role'])}</div>
      </div>
      <form method="post" action="/account/language">
        <input type="hidden" name="language" value={other} />
        <button type="submit" className="sb-top-link" data-testid="switch-language">
          <Icon icon="Globe" />
          {other === 'en' ? 'English' : 'Русский'}
        </button>
      </form>
      <a href="/account" className="sb-top-link">
        <Icon icon="Key" />
        {say(COMMON.myAccess)}
      </a>
      <form method="post" action="/logout">
        <button type="submit" className="sb-top-link" data-testid="log-out">
          <Icon icon="LogOut" />
          {say(COMMON.logout)}
        </button>
      </form>
    </div>
  );
}
