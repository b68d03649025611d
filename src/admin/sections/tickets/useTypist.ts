import { useCallback, useEffect, useRef, useState } from 'react';
import type { Typing } from '../../kit/useLive.ts';

/** A person who still writes says so again within this time. */
const FADES_MS = 7000;
const SAYS_EVERY_MS = 3000;

/** The colleague who writes right now, and the function to call with each message about one. */
export function useTypist(): { typist: string | undefined; heard: (typing: Typing) => void } {
  const [typist, setTypist] = useState<string>();
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (typist === undefined) return;
    const timer = window.setTimeout(() => setTypist(undefined), FADES_MS);
    return () => window.clearTimeout(timer);
  }, [typist, at]);
  const heard = useCallback(({ name }: Typing) => {
    setTypist(name);
    setAt(Date.now());
  }, []);
  return { typist, heard };
}

/** Calls `say` at most once in a while, however fast a person types. */
export function useSayTyping(say: () => void): () => void {
  const last = useRef(0);
  return () => {
    if (Date.now() - last.current < SAYS_EVERY_MS) return;
    last.current = Date.now();
    say();
  };
}
