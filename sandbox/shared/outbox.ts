import type { SandboxTime } from './time.ts';

/** What every webhook of an imitated service has besides its content. */
export interface Sent {
  id: number;
  /**
   * `queued`: it waits or is repeated. `held`: it waits for release. `lost`: it was never sent. `given up`, `dead`: the
   * last try failed, in the words of the service.
   */
  state: 'queued' | 'held' | 'lost' | 'delivered' | 'given up' | 'dead';
  attempts: WebhookAttempt[];
  /** When the next attempt is due, milliseconds since 1970. */
  dueAt: number;
}

export interface WebhookAttempt {
  at: string;
  status: number | null;
  error: string | null;
}

/** How webhooks are sent. A test changes it over the play interface. */
export interface SendSettings {
  /** Hold new webhooks until they are released, in any order. */
  paused: boolean;
  /** Drop that many of the next webhooks. */
  lose: number;
  /** Send each that many times. */
  copies: number;
  delayMs: number;
  timeoutMs: number;
}

export interface OutboxWorld<M> {
  readonly state: { readonly webhooks: (M & Sent)[]; nextWebhook: number };
  readonly webhooks: SendSettings;
  readonly time: SandboxTime;
  readonly changed: () => void;
}

/** What differs between the services. */
export interface OutboxRules<M> {
  to(message: M): { url: string; headers: Record<string, string> };
  isTaken(attempt: WebhookAttempt): boolean;
  /** The pause after that many tries. Undefined: no more tries. */
  pauseAfter(tries: number): number | undefined;
  readonly over: Sent['state'];
}

export interface Outbox<M> {
  /** Sends as the settings say. Resolves when each copy that is due has been tried once. */
  tell(message: M): Promise<void>;
  /** Sends it now, whatever the settings say. */
  send(message: M): M & Sent;
  /** Releases held webhooks, in the given order of ids. */
  release(ids: readonly number[]): void;
  /** Sends the same bytes again. */
  replay(id: number): (M & Sent) | undefined;
  stop(): void;
}

const KEPT = 5000;

/** Sends the webhooks of one imitated service, and repeats them. */
export function createOutbox<M extends { body: string }>(
  world: OutboxWorld<M>,
  rules: OutboxRules<M>,
): Outbox<M> {
  const { state, time } = world;
  const stopping = new AbortController();
  const tries = new Map<M & Sent, Promise<void>>();
  const active = new Set(state.webhooks.filter((item) => item.state === 'queued'));
  const now = (): number => time.now().getTime();

  const enqueue = (message: M, as: Sent['state'], delayMs: number): M & Sent => {
    const webhook = {
      ...message,
      id: state.nextWebhook++,
      state: as,
      attempts: [],
      dueAt: now() + delayMs,
    };
    state.webhooks.push(webhook);
    if (state.webhooks.length > KEPT) state.webhooks.shift();
    if (as === 'queued') active.add(webhook);
    world.changed();
    return webhook;
  };

  const pump = (): void => {
    if (stopping.signal.aborted) return;
    for (const webhook of active) {
      if (webhook.dueAt > now() || tries.has(webhook)) continue;
      tries.set(
        webhook,
        attempt(webhook).finally(() => tries.delete(webhook)),
      );
    }
  };

  const attempt = async (webhook: M & Sent): Promise<void> => {
    const entry: WebhookAttempt = { at: time.now().toISOString(), status: null, error: null };
    webhook.attempts.push(entry);
    const { url, headers } = rules.to(webhook);
    try {
      const response = await fetch(url, {
        method: 'POST',
        // A redirect counts as a failed try: the address must be the last one.
        redirect: 'manual',
        headers: { 'content-type': 'application/json', ...headers },
        body: webhook.body,
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(world.webhooks.timeoutMs)]),
      });
      entry.status = response.status;
      await response.arrayBuffer();
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String(error);
    }
    const pause = rules.pauseAfter(webhook.attempts.length);
    if (rules.isTaken(entry)) webhook.state = 'delivered';
    else if (pause === undefined) webhook.state = rules.over;
    else webhook.dueAt = now() + pause;
    if (webhook.state !== 'queued') active.delete(webhook);
    world.changed();
  };

  const send = (message: M): M & Sent => {
    const webhook = enqueue(message, 'queued', 0);
    pump();
    return webhook;
  };

  time.onTick(pump);
  return {
    async tell(message) {
      const { copies, delayMs, paused, lose } = world.webhooks;
      if (lose > 0) {
        world.webhooks.lose -= 1;
        enqueue(message, 'lost', 0);
        return;
      }
      const sent = Array.from({ length: copies }, () =>
        enqueue(message, paused ? 'held' : 'queued', delayMs),
      );
      pump();
      await Promise.all(sent.flatMap((webhook) => tries.get(webhook) ?? []));
    },
    send,
    release(ids) {
      for (const id of ids) {
        const webhook = state.webhooks.find((item) => item.id === id && item.state === 'held');
        if (!webhook) continue;
        Object.assign(webhook, { state: 'queued', dueAt: now() });
        active.add(webhook);
      }
      // The order of release is the order of sending, because the set keeps insertion order.
      pump();
    },
    replay(id) {
      const found = state.webhooks.find((item) => item.id === id);
      return found && send(found);
    },
    stop: () => stopping.abort(),
  };
}
