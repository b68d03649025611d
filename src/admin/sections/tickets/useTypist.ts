import { useCallback, useEffect, useRef, useState } from 'react';
import type { Typing } from '../../kit/useLive.ts';

/** Somebody who writes says so again within this time. */
const FADES_MS = 7000;
const SAYS_EVERY_MS = 3000;

/** The colleague who is writing right now, and what to call when one is heard of. */
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

/** Calls `say` at most once in a while, however fast somebody types. */
export function useSayTyping(say: () => void): () => void {
  const last = useRef(0);
  return () => {
    if (Date.now() - last.current < SAYS_EVERY_MS) return;
    last.current = Date.now();
    say();
  };
}
