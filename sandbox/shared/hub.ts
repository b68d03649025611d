import type { Response } from 'express';

/** Server-Sent Events by channel. Each open page gets the events of its channel. */
export interface Hub {
  publish(channel: string, event: Readonly<Record<string, unknown>>): void;
  subscribe(channel: string, response: Response): void;
  close(): void;
}

const HEARTBEAT_MS = 15_000;

export function createHub(): Hub {
  const channels = new Map<string, Set<Response>>();
  const heartbeat = setInterval(() => {
    for (const listeners of channels.values()) for (const response of listeners) response.write(':\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    publish(channel, event) {
      const line = `data: ${JSON.stringify(event)}\n\n`;
      for (const response of channels.get(channel) ?? []) response.write(line);
    },
    subscribe(channel, response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write('retry: 500\n\n');
      const listeners = channels.get(channel) ?? new Set();
      listeners.add(response);
      channels.set(channel, listeners);
      response.on('close', () => listeners.delete(response));
    },
    close() {
      clearInterval(heartbeat);
      for (const listeners of channels.values()) for (const response of listeners) response.end();
    },
  };
}
