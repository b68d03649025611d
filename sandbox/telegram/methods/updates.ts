import { badRequest } from '../errors.ts';
import { readFlag, readInteger, readJson, readText, type Params } from '../params.ts';
import { MAX_BATCH } from '../updates.ts';
import type { Update } from '../types.ts';
import type { TelegramWorld } from '../world.ts';
import { Described, type Call } from './call.ts';

const PORTS = ['', '443', '80', '88', '8443'];
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export function getUpdates({ world, params, poller, gone }: Call): Promise<Update[]> {
  if (!world.state.webhook) keepAllowed(world, params);
  const limit = readInteger(params, 'limit') ?? MAX_BATCH;
  return poller.poll({
    offset: readInteger(params, 'offset') ?? 0,
    limit: limit < 1 || limit > MAX_BATCH ? MAX_BATCH : limit,
    timeoutSeconds: Math.max(0, readInteger(params, 'timeout') ?? 0),
    gone,
  });
}

/** Absent: the last setting stays. An empty list: the default set. */
function keepAllowed(world: TelegramWorld, params: Params): void {
  const list = readJson(params, 'allowed_updates', 'allowed updates');
  if (list === undefined) return;
  if (!Array.isArray(list)) throw badRequest("can't parse allowed updates: an Array of String is expected");
  world.state.allowedUpdates = list.length === 0 ? null : list.map(String);
  world.changed();
}

export function setWebhook(call: Call): Described {
  const { world, params } = call;
  const url = readText(params, 'url')?.trim() ?? '';
  if (url === '') return deleteWebhook(call);
  checkWebhookUrl(url);
  const secret = readText(params, 'secret_token') ?? '';
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  keepAllowed(world, params);
  if (readFlag(params, 'drop_pending_updates')) world.state.updates = [];
  const same = world.state.webhook?.url === url;
  const connections = readInteger(params, 'max_connections') ?? 40;
  world.state.webhook = {
    url,
    secret: secret === '' ? null : secret,
    maxConnections: Math.min(100, Math.max(1, connections)),
    lastErrorDate: null,
    lastErrorMessage: null,
  };
  world.changed();
  world.wake();
  return new Described(true, same ? 'Webhook is already set' : 'Webhook was set');
}

/** Plain HTTP and any port are allowed only on loopback, because a sandbox's bot is there. */
function checkWebhookUrl(text: string): void {
  const bad = (why: string): Error => badRequest(`bad webhook: ${why}`);
  if (!URL.canParse(text)) throw bad('invalid webhook URL specified');
  const url = new URL(text);
  if (LOOPBACK.test(url.hostname)) return;
  if (url.protocol !== 'https:') throw bad('An HTTPS URL must be provided for webhook');
  if (!PORTS.includes(url.port)) throw bad('Webhook can be set up only on ports 80, 88, 443 or 8443');
}

export function deleteWebhook({ world, params }: Call): Described {
  const had = world.state.webhook !== null;
  world.state.webhook = null;
  if (readFlag(params, 'drop_pending_updates')) world.state.updates = [];
  world.changed();
  return new Described(true, had ? 'Webhook was deleted' : 'Webhook is already deleted');
}

export function getWebhookInfo({ world }: Call): Record<string, unknown> {
  const { webhook, allowedUpdates, updates } = world.state;
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: updates.length,
    ...(webhook
      ? {
          max_connections: webhook.maxConnections,
          ...(webhook.lastErrorDate === null
            ? {}
            : { last_error_date: webhook.lastErrorDate, last_error_message: webhook.lastErrorMessage }),
        }
      : {}),
    ...(allowedUpdates ? { allowed_updates: allowedUpdates } : {}),
  };
}
