import { Button, Loader } from '@adminjs/design-system';
import React from 'react';
import { Link } from 'react-router-dom';
import { isSessionOver, logInAgain } from './session.ts';
import { COMMON } from '../words/common.ts';
import { UNREAD } from '../words/unread.ts';
import { useSay } from './say.ts';
import { useShell } from './shell.ts';

/**
 * Why there is nothing to show: it does not exist for this person, the server had an error, or the server cannot be
 * reached.
 */
export type Why = 'missing' | 'notOffered' | 'failed' | 'offline';

/** Why a read failed. Undefined if the person is on the way to the log-in. */
export function whyUnread(error: unknown): Why | undefined {
  if (isSessionOver(error)) {
    logInAgain();
    return undefined;
  }
  const status = (error as { response?: { status?: number } }).response?.status;
  if (status === undefined) return 'offline';
  return status < 500 && status !== 429 ? 'missing' : 'failed';
}

/**
 * Shown in place of something that is being read or could not be read. In the second case it has words and a link to go
 * on.
 */
export function Unread({
  why,
  id,
  back,
  again,
}: {
  /** Undefined during the read. */
  why: Why | undefined;
  /** The id of the wanted record. */
  id?: string;
  /** The link to go on. By default it leads to the first page. */
  back?: { readonly to: string; readonly label: string };
  again: () => void;
}): React.ReactElement {
  const say = useSay();
  const { to, label } = back ?? { to: '/admin', label: say(COMMON.home) };
  if (why === undefined) return <Loader />;
  const mayHelp = why === 'failed' || why === 'offline';
  const text = why === 'missing' && id === undefined ? 'nothing' : why;
  return (
    <div role="alert" data-testid="unread" data-why={why} className="sb-unread">
      <p>{say(UNREAD[text], { id: id ?? '' })}</p>
      {mayHelp ? (
        <Button type="button" size="sm" variant="contained" onClick={again} data-testid="again">
          {say(UNREAD.again)}
        </Button>
      ) : null}
      <Link to={to} data-testid="back">
        {label}
      </Link>
    </div>
  );
}

/** The way from a record to the list of its section. */
export function useListOf(resource: string): { to: string; label: string } {
  const say = useSay();
  const section = useShell().sources[resource]?.many ?? resource;
  return { to: `/admin/resources/${resource}`, label: say(UNREAD.toList, { section }) };
}
