import { Button, Loader } from '@adminjs/design-system';
import React from 'react';
import { Link } from 'react-router-dom';
import { isSessionOver, logInAgain } from './session.ts';
import { useTexts } from './texts.ts';

/** Why there is nothing to show: no such thing for this person, an error of the server, or no way to it. */
export type Why = 'missing' | 'notOffered' | 'failed' | 'offline';

/** What became of a reading that failed; undefined when the person is on the way to the log-in. */
export function whyUnread(error: unknown): Why | undefined {
  if (isSessionOver(error)) {
    logInAgain();
    return undefined;
  }
  const status = (error as { response?: { status?: number } }).response?.status;
  if (status === undefined) return 'offline';
  return status < 500 && status !== 429 ? 'missing' : 'failed';
}

/** Stands where something would be that is read, or could not be: then in words, with the way on. */
export function Unread({
  why,
  id,
  back,
  again,
}: {
  /** Undefined while it is read. */
  why: Why | undefined;
  /** Of the record that was asked for. */
  id?: string;
  /** The way on; by default to the first page. */
  back?: { readonly to: string; readonly label: string };
  again: () => void;
}): React.ReactElement {
  const { sb, t } = useTexts();
  const { to, label } = back ?? { to: '/admin', label: t('pages.home', '') };
  if (why === undefined) return <Loader />;
  const mayHelp = why === 'failed' || why === 'offline';
  const text = why === 'missing' && id === undefined ? 'nothing' : why;
  return (
    <div role="alert" data-testid="unread" data-why={why} className="sb-unread">
      <p>{sb(`unread.${text}`, { id: id ?? '' })}</p>
      {mayHelp ? (
        <Button type="button" size="sm" variant="contained" onClick={again} data-testid="again">
          {sb('unread.again')}
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
  const { sb, t } = useTexts();
  const section = t(`labels.${resource}`, resource);
  return { to: `/admin/resources/${resource}`, label: sb('unread.toList', { section }) };
}
