import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { AppError, toAppError } from '../../lib/index.ts';
import {
  audit,
  changeOwnPassword,
  endSessions,
  listSessions,
  revokeSession,
  setStaffLanguage,
  type StaffMember,
} from '../../staff/index.ts';
import { storableBody } from '../site/storable.ts';
import { PATHS } from '../access/paths.ts';
import { actorOf, staffOf } from './identity.ts';
import { accountPage } from './pages.ts';
import { sourceOf } from './passport.ts';
import { crowdProblem } from './login.ts';
import { AUTH_TEXTS, type AuthTexts } from './texts.ts';

const PASSWORDS = z.object({ current: z.string().max(1000), fresh: z.string().max(1000) });

/** Routes for a person's own access: open sessions, password, language. They are behind the gate. */
export function accountRoutes(app: App): Router {
  const router = express.Router();
  router.use(express.urlencoded({ extended: false, limit: '8kb', parameterLimit: 20 }), storableBody);

  router.get('/', (request, response) => show(app, request, response));
  router.post('/language', async (request, response) => {
    const { language } = z.object({ language: z.enum(['ru', 'en']) }).parse(request.body);
    await setStaffLanguage(app, { staffId: me(request).id, language });
    const from = request.get('referer') ?? '';
    response.redirect(303, from.includes('/admin') ? PATHS.root : PATHS.account);
  });
  router.post('/sessions', async (request, response) => {
    await endSessions(app.db, me(request).id, request.sessionID);
    await record(app, request, 'staff.sessions_closed');
    response.redirect(303, PATHS.account);
  });
  router.post('/sessions/:id', async (request, response) => {
    if (await revokeSession(app.db, me(request).id, request.params.id))
      await record(app, request, 'staff.session_closed');
    response.redirect(303, PATHS.account);
  });
  router.post('/password', async (request, response) => {
    const staff = me(request);
    const t = AUTH_TEXTS[staff.language];
    try {
      const { current, fresh } = PASSWORDS.parse(request.body);
      await changeOwnPassword(app, {
        staff,
        current,
        fresh,
        keepSid: request.sessionID,
        ...sourceOf(request),
      });
    } catch (error) {
      const problem = passwordProblem(error, t);
      if (problem === undefined) throw error;
      return show(app, request, response, { problem });
    }
    await record(app, request, 'staff.password_changed');
    return show(app, request, response, { done: t.passwordChanged });
  });
  return router;
}

function passwordProblem(error: unknown, t: AuthTexts): string | undefined {
  const { code } = toAppError(error);
  if (code === 'PASSWORD_WEAK') return t.passwordWeak;
  return code === 'LOGIN_FAILED' ? t.passwordWrong : crowdProblem(error, t)?.text;
}

async function show(
  app: App,
  request: Request,
  response: Response,
  said: { problem?: string; done?: string } = {},
): Promise<void> {
  const staff = me(request);
  const sessions = await listSessions(app.db, staff.id, request.sessionID);
  response.status(said.problem ? 400 : 200).send(accountPage({ staff, sessions, ...said }));
}

function record(app: App, request: Request, action: string): Promise<void> {
  const staff = me(request);
  return audit(app.db, {
    actor: actorOf(staff, request),
    action,
    subject: { type: 'staff', id: staff.id.toString() },
  });
}

function me(request: Request): StaffMember {
  const staff = staffOf(request);
  if (!staff) throw new AppError('NOT_LOGGED_IN');
  return staff;
}
