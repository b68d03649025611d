import { useEffect, useRef } from 'react';
import { COMMON } from '../words/common.ts';
import { useSay } from './say.ts';

/**
 * The way out of a form inside `container` (a CSS selector). The page asks before it throws typed text away, because a
 * click beside the form or Esc may be a mistake.
 */
export function useLeave(container: string, leave: () => void): () => void {
  const say = useSay();
  const typed = useRef(false);
  useEffect(() => {
    const note = (event: Event): void => {
      if ((event.target as Element).closest(container)) typed.current = true;
    };
    document.addEventListener('input', note);
    return () => document.removeEventListener('input', note);
  }, [container]);
  return () => {
    if (!typed.current || window.confirm(say(COMMON.discard))) leave();
  };
}

/** Esc leaves too. */
export function useEscape(leave: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') leave();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
