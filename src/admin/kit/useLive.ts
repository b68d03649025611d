import { useCallback, useEffect, useRef, useState } from 'react';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 20_000;

/** A connection to the server's news: whether it is open, and a way to send something through it. */
export interface Live {
  readonly connected: boolean;
  readonly say: (message: object) => void;
}

/** What a colleague does right now. Any other message means that something changed. */
export interface Typing {
  readonly ticket: string;
  readonly name: string;
}

/**
 * Calls `changed` when the server has news of one of the topics (`tickets`, `ticket:<id>`), and once when it begins to
 * listen, because it may have missed something before. If the connection breaks, it connects again. `heard` gets the name of the
 * colleague who writes.
 */
export function useLive(
  topics: readonly string[],
  changed: () => void,
  heard?: (typing: Typing) => void,
): Live {
  const [connected, setConnected] = useState(false);
  const latest = useRef({ changed, heard });
  latest.current = { changed, heard };
  const open = useRef<WebSocket>();
  const key = topics.join(' ');
  useEffect(() => {
    if (key === '') return;
    let socket: WebSocket | undefined;
    let timer: number | undefined;
    let wait = FIRST_WAIT_MS;
    let ended = false;
    const connect = (): void => {
      socket = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}/admin/live`);
      socket.addEventListener('open', () => {
        wait = FIRST_WAIT_MS;
        setConnected(true);
        socket?.send(JSON.stringify({ topics: key.split(' ') }));
        // Something may have changed after the page was read and before it listens.
        latest.current.changed();
        open.current = socket;
      });
      socket.addEventListener('message', ({ data }) => {
        const { typing } = JSON.parse(String(data)) as { typing?: Typing };
        if (typing) latest.current.heard?.(typing);
        else latest.current.changed();
      });
      socket.addEventListener('close', () => {
        setConnected(false);
        open.current = undefined;
        if (ended) return;
        timer = window.setTimeout(connect, wait);
        wait = Math.min(LONGEST_WAIT_MS, wait * 2);
      });
    };
    connect();
    return () => {
      ended = true;
      window.clearTimeout(timer);
      socket?.close();
    };
  }, [key]);
  const say = useCallback((message: object) => open.current?.send(JSON.stringify(message)), []);
  return { connected, say };
}
