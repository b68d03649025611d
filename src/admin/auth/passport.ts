import type { Request } from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import type { App } from '../../app.ts';
import { toAppError } from '../../lib/index.ts';
import { findStaff, verifyPassword } from '../../staff/index.ts';

export type PassportInstance = InstanceType<typeof Passport>;

/** Passport with e-mail and password. The person is read again at every request, so revocation is immediate. */
export function createPassport(app: App): PassportInstance {
  const passport = new Passport();
  passport.use(
    new Strategy(
      { usernameField: 'email', passwordField: 'password', passReqToCallback: true },
      (request, email, password, done) => {
        verifyPassword(app, { email, password, ...sourceOf(request) }).then(
          (staff) => done(null, staff),
          (error: unknown) => (toAppError(error).code === 'LOGIN_FAILED' ? done(null, false) : done(error)),
        );
      },
    ),
  );
  passport.serializeUser((user, done) => done(null, user.id.toString()));
  passport.deserializeUser<string>((id, done) => {
    if (!/^\d{1,19}$/.test(id)) return done(null, false);
    findStaff(app.db, BigInt(id)).then(
      (staff) => done(null, staff && !staff.disabledAt ? staff : false),
      (error: unknown) => done(error),
    );
  });
  return passport;
}

export function sourceOf(request: Request): { ip: string; correlationId?: string } {
  const correlationId: unknown = request.res?.locals['correlationId'];
  return { ip: request.ip ?? '', ...(typeof correlationId === 'string' ? { correlationId } : {}) };
}
