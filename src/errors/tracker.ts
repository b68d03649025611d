import type { BaseTransportOptions, Event, TransportMakeRequestResponse } from '@sentry/core';
import { referenceOf, within } from '../lib/index.ts';
import type { Config, ErrorGroup, Occurrence } from '../platform/index.ts';

/** Sends errors to a service that understands Sentry. Never throws, and nothing waits for it. */
export interface Tracker {
  send(groups: readonly ErrorGroup[]): void;
  /** Gives what is under way a moment, then gives up. */
  close(): Promise<void>;
}

const ANSWER_MS = 5000;
const CLOSE_MS = 2000;
/** Events that may wait for the service. What comes beyond is dropped: the table has the counts. */
const MOST_WAITING = 50;

/**
 * Undefined without a DSN. The client is made by hand from the core of Sentry's library, without its integrations: it patches
 * nothing, watches nothing, and sends only the events that are made here. It is loaded only if it is needed.
 */
export async function createTracker(
  config: Pick<Config, 'ERROR_TRACKING_DSN' | 'ENVIRONMENT' | 'version'>,
): Promise<Tracker | undefined> {
  const dsn = config.ERROR_TRACKING_DSN.reveal();
  if (dsn === '') return undefined;
  const { createStackParser, createTransport } = await import('@sentry/core');
  const { nodeStackLineParser, ServerRuntimeClient } = await import('@sentry/core/server');
  const parseStack = createStackParser(nodeStackLineParser());
  const client = new ServerRuntimeClient({
    dsn,
    environment: config.ENVIRONMENT,
    release: config.version,
    transport: (options) =>
      createTransport({ ...options, bufferSize: MOST_WAITING }, (request) => post(options, request.body)),
    stackParser: parseStack,
    integrations: [],
    traceLifecycle: 'static',
    sendClientReports: false,
  });
  client.init();
  /** What waits in memory for PostgreSQL comes again. */
  const sent = new WeakSet<Occurrence>();
  return {
    send: (groups) => {
      for (const group of groups)
        for (const occurrence of group.occurrences.filter((one) => !sent.has(one))) {
          sent.add(occurrence);
          client.captureEvent({
            ...eventOf(group, occurrence),
            exception: {
              values: [
                {
                  type: group.code,
                  value: occurrence.message,
                  stacktrace: { frames: parseStack(`Error\n${occurrence.stack}`) },
                },
              ],
            },
          });
        }
    },
    close: async () => {
      await within(Promise.resolve(client.close(CLOSE_MS)), CLOSE_MS * 2, new Error('late')).catch(
        () => undefined,
      );
    },
  };
}

/** Everything that is sent, beside the redacted message and the stack. Users and orders are left out on purpose. */
function eventOf({ code, door, place }: ErrorGroup, { at, correlationId }: Occurrence): Event {
  return {
    level: 'error',
    timestamp: at.getTime() / 1000,
    fingerprint: [code, door, place],
    transaction: `${door} ${place}`,
    tags: {
      code,
      door,
      place,
      ...(correlationId !== undefined && { reference: referenceOf(correlationId) }),
    },
  };
}

async function post(
  { url, headers = {} }: BaseTransportOptions,
  body: string | Uint8Array,
): Promise<TransportMakeRequestResponse> {
  const response = await fetch(url, {
    method: 'POST',
    body: typeof body === 'string' ? body : Buffer.from(body),
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  await response.body?.cancel();
  return {
    statusCode: response.status,
    headers: {
      'x-sentry-rate-limits': response.headers.get('x-sentry-rate-limits'),
      'retry-after': response.headers.get('retry-after'),
    },
  };
}
