import { Icon } from '@adminjs/design-system';
import React from 'react';
import { Link } from 'react-router-dom';
import { useSay } from '../../kit/say.ts';
import { usePage } from '../../kit/usePage.ts';
import type { AlertCount } from '../../sections/alerts/mine.ts';
import { TEXTS } from '../../sections/alerts/texts.ts';

/** How many alerts are open that concern this person. It changes by itself. */
export function Bell(): React.ReactElement {
  const { data } = usePage<AlertCount>('myAlerts', { part: 'count' }, ['alerts']);
  const say = useSay();
  const open = data?.open ?? 0;
  return (
    <Link
      to="/admin/resources/alerts?filters.is_open=true"
      className="sb-top-link sb-bell"
      aria-label={say(TEXTS.bell, { n: open })}
      title={say(TEXTS.bell, { n: open })}
      data-testid="bell"
      data-tone={open === 0 ? 'plain' : data?.critical ? 'bad' : 'wait'}
    >
      <Icon icon="Bell" />
      {open === 0 ? null : <span className="sb-count">{open}</span>}
    </Link>
  );
}
