import { callbackify } from 'node:util';
import type { Request } from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import type { App } from '../../app.ts';
import { toAppError } from '../../lib/index.ts';
import { clientAddress } from '../../platform/index.ts';
import { findStaff, verifyPassword, type LoginSource } from '../../staff/index.ts';
import { countedLogin } from '../site/meters.ts';
import { deviceOf } from './device.ts';

export type PassportInstance = InstanceType<typeof Passport>;

/** Passport with e-mail and password. The person is read again at every request, so a revocation works at once. */
export function createPassport(app: App): PassportInstance {
  const passport = new Passport();
  const check = callbackify(async (request: Request, email: string, password: string) => {
    try {
      return await countedLogin('password', verifyPassword(app, { email, password, ...sourceOf(request) }));
    } catch (error) {
      if (toAppError(error).code === 'LOGIN_FAILED') return false;
      throw error;
    }
  });
  const find = callbackify(async (id: string) => {
    const staff = /^\d{1,19}$/.test(id) ? await findStaff(app.db, BigInt(id)) : undefined;
    return staff && !staff.disabledAt ? staff : false;
  });
  const fields = { usernameField: 'email', passwordField: 'password', passReqToCallback: true } as const;
  passport.use(
    new Strategy(fields, (request, email, password, done) => check(request, email, password, done)),
  );
  passport.serializeUser((user, done) => done(null, user.id.toString()));
  passport.deserializeUser<string>((id, done) => find(id, done));
  return passport;
}

/** The source of a log-in step. */
export function sourceOf(request: Request): LoginSource {
  const correlationId: unknown = request.res?.locals['correlationId'];
  const device = deviceOf(request);
  return {
    ip: clientAddress(request),
    ...(device === undefined ? {} : { device }),
    ...(typeof correlationId === 'string' ? { correlationId } : {}),
  };
}
