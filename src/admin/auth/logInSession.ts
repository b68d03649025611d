import type express from 'express';
import type { Request, Response } from 'express';
import type { App } from '../../app.ts';
import { notePlace } from '../../proposals/index.ts';
import { audit, rememberPlaces, type StaffMember } from '../../staff/index.ts';
import { keepDevice } from './device.ts';
import { PATHS } from '../access/paths.ts';
import { actorOf, needsTotp } from './identity.ts';
import { sourceOf, type PassportInstance } from './passport.ts';

export function personWithPassword(
  passport: PassportInstance,
  request: Request,
  response: Response,
): Promise<StaffMember | false> {
  return new Promise((resolve, reject) => {
    const decided = (error: unknown, staff: StaffMember | false): void =>
      error ? reject(error) : resolve(staff);
    const decide = passport.authenticate('local', decided) as express.RequestHandler;
    void decide(request, response, reject);
  });
}

export async function passwordGiven(
  app: App,
  step: { request: Request; response: Response; staff: StaffMember; next: string },
): Promise<void> {
  const { request, response, staff } = step;
  // logIn gives the session a new id.
  await new Promise<void>((resolve, reject) =>
    request.logIn(staff, (error: unknown) => (error ? reject(error) : resolve())),
  );
  if (needsTotp(staff)) {
    response.redirect(303, `${PATHS.code}?next=${encodeURIComponent(step.next)}`);
    return;
  }
  await complete(app, request, staff);
  response.redirect(303, step.next);
}

export async function complete(app: App, request: Request, staff: StaffMember): Promise<void> {
  if (request.res) keepDevice(app.config, request.res);
  const actor = actorOf(staff, request);
  Object.assign(request.session, {
    passport: { user: staff.id.toString() },
    complete: true,
    ip: actor.ip,
    userAgent: actor.userAgent?.slice(0, 300),
    since: app.clock.now().toISOString(),
  });
  await notePlace(app.db, { staffId: staff.id, ip: actor.ip, device: actor.device });
  await audit(app.db, { actor, action: 'staff.login', subject: subjectOf(staff) });
  await rememberPlaces(app, staff.id, sourceOf(request));
  // A redirect is sent before express-session has stored the session. The next request could come before that.
  await new Promise<void>((resolve, reject) =>
    request.session.save((error: unknown) => (error ? reject(error) : resolve())),
  );
}

export function regenerate(request: Request): Promise<void> {
  return new Promise((resolve, reject) =>
    request.session.regenerate((error: unknown) => (error ? reject(error) : resolve())),
  );
}

export function subjectOf(staff: StaffMember): { type: string; id: string } {
  return { type: 'staff', id: staff.id.toString() };
}
