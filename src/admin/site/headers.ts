import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { newId } from '../../lib/index.ts';

/** Gives every response a correlation id and a CSP nonce (`res.locals`), and the security headers for browsers. */
export function securityHeaders(https: boolean): RequestHandler[] {
  return [
    (_request, response, next) => {
      response.locals['correlationId'] = newId();
      response.locals['nonce'] = randomBytes(16).toString('base64');
      response.setHeader('X-Correlation-Id', String(response.locals['correlationId']));
      // Pages contain data that only this person may see.
      response.setHeader('Cache-Control', 'no-store');
      next();
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response as Response)}'`],
          // styled-components writes its rules into the page.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          manifestSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          // Bull Board sets a base address. With 'none' its page stays blank.
          baseUri: ["'self'"],
        },
      },
      hsts: https,
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
    }),
  ];
}

export function nonceOf(response: Response): string {
  return String(response.locals['nonce']);
}
