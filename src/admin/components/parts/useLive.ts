import { useEffect, useRef, useState } from 'react';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 20_000;

/**
 * Calls `changed` when the server tells of one of the topics (`tickets`, `ticket:<id>`). True while connected; after
 * a break it connects again by itself and calls `changed` once, since something may have been missed.
 */
export function useLive(topics: readonly string[], changed: () => void): boolean {
  const [connected, setConnected] = useState(false);
  const latest = useRef(changed);
  latest.current = changed;
  const key = topics.join(' ');
  useEffect(() => {
    if (key === '') return;
    let socket: WebSocket | undefined;
    let timer: number | undefined;
    let wait = FIRST_WAIT_MS;
    let ended = false;
    let missed = false;
    const connect = (): void => {
      socket = new WebSocket(`${window.location.origin.replace(/^http/, 'ws')}/admin/live`);
      socket.addEventListener('open', () => {
        wait = FIRST_WAIT_MS;
        setConnected(true);
        socket?.send(JSON.stringify({ topics: key.split(' ') }));
        if (missed) latest.current();
      });
      socket.addEventListener('message', () => latest.current());
      socket.addEventListener('close', () => {
        setConnected(false);
        if (ended) return;
        missed = true;
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
  return connected;
}
