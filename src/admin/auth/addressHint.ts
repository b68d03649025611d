import type { Request } from 'express';
import type { App } from '../../app.ts';
import { MINUTE_MS } from '../../lib/index.ts';
import { AUTH_TEXTS } from './texts.ts';
import { addressProblem } from '../site/origin.ts';
import { languageOf } from './language.ts';

const WARN_EVERY_MS = MINUTE_MS;

/**
 * The hint for a person whose log-in would lead nowhere because of the address or the proxy. The log gets it too, from
 * time to time.
 */
export function createHint({ config, log }: App): (request: Request) => string | undefined {
  let warnedAt = -Infinity;
  return (request) => {
    const why = addressProblem(request, config);
    if (why === undefined) return undefined;
    if (performance.now() - warnedAt > WARN_EVERY_MS) {
      warnedAt = performance.now();
      const { adminOrigin, TRUSTED_PROXIES: trusted } = config;
      const peer = request.socket.remoteAddress;
      log.warn(
        { adminOrigin, trusted, peer, host: request.host, secure: request.secure },
        why === 'proxy'
          ? 'nobody can log in: ADMIN_ORIGIN is https, but the proxy sends no X-Forwarded-Proto: https, or TRUSTED_PROXIES does not have its address'
          : 'somebody opened the back office at another address than ADMIN_ORIGIN: changes from there are refused',
      );
    }
    const text = AUTH_TEXTS[languageOf(request)][why === 'proxy' ? 'noHttps' : 'otherAddress'];
    return text.replace('{origin}', config.adminOrigin);
  };
}
