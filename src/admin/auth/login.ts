import express, { type Router } from 'express';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { ERRORS, toAppError } from '../../lib/index.ts';
import { audit, beginTotp, currentCode, verifyTotp, type StaffMember } from '../../staff/index.ts';
import { storableBody } from '../site/storable.ts';
import { PATHS } from '../access/paths.ts';
import { safeNext } from './gate.ts';
import { actorOf, staffOf } from './identity.ts';
import { codePage, loginPage, type CodeView } from './pages.ts';
import { sourceOf, type PassportInstance } from './passport.ts';
import { AUTH_TEXTS, type AuthTexts } from './texts.ts';
import { countedLogin } from '../site/meters.ts';
import { addressProblem } from '../site/origin.ts';
import { languageOf } from './language.ts';
import { createHint } from './addressHint.ts';
import { personWithPassword, passwordGiven, complete, regenerate, subjectOf } from './logInSession.ts';

const LOGIN = z.object({
  email: z.string().max(200),
  password: z.string().max(1000),
  next: z.string().max(2000).default(''),
});
const CODE = z.object({ code: z.string().max(20), next: z.string().max(2000).default('') });

/** Log-in with password, then with a code if one is needed; log-out. The session gets a new id at each step. */
export function loginRoutes(app: App, passport: PassportInstance): Router {
  const router = express.Router();
  const hint = createHint(app);
  router.use(express.urlencoded({ extended: false, limit: '8kb', parameterLimit: 20 }), storableBody);

  router.get(PATHS.login, (request, response) => {
    if (staffOf(request)) return response.redirect(303, PATHS.root);
    const problem = hint(request);
    response.send(
      loginPage({
        language: languageOf(request),
        next: safeNext(request.query['next']),
        ...(problem === undefined ? {} : { problem }),
      }),
    );
  });

  router.post(PATHS.login, async (request, response) => {
    const input = LOGIN.safeParse(request.body);
    const next = safeNext(input.data?.next);
    const hopeless = addressProblem(request, app.config) === 'proxy' ? hint(request) : undefined;
    if (hopeless !== undefined) {
      // The session would be lost together with the answer. So nobody is logged in, and nobody is told so.
      const view = { language: languageOf(request), next, email: input.data?.email ?? '', problem: hopeless };
      response.status(400).send(loginPage(view));
      return;
    }
    const language = languageOf(request);
    const t = AUTH_TEXTS[language];
    let refused = { status: 401, text: t.failed };
    try {
      const staff = input.success && (await personWithPassword(passport, request, response));
      if (staff) return await passwordGiven(app, { request, response, staff, next });
    } catch (error) {
      const crowd = crowdProblem(error, t);
      if (!crowd) throw error;
      response.setHeader('Retry-After', crowd.seconds);
      refused = crowd;
    }
    const view = { language, next, email: input.data?.email ?? '', problem: refused.text };
    response.status(refused.status).send(loginPage(view));
  });

  router.get(PATHS.code, async (request, response) => {
    if (!request.user) return response.redirect(303, PATHS.login);
    const view = await codeView(app, request.user, safeNext(request.query['next']));
    response.send(codePage(view));
  });

  router.post(PATHS.code, async (request, response) => {
    const { user: staff } = request;
    if (!staff) return response.redirect(303, PATHS.login);
    const input = CODE.catch({ code: '', next: '' }).parse(request.body);
    try {
      const given = { staffId: staff.id, code: input.code, ...sourceOf(request) };
      await countedLogin('code', verifyTotp(app, given));
    } catch (error) {
      const { code, data } = toAppError(error);
      if (code !== 'TOTP_INVALID' && code !== 'LOGIN_LOCKED') throw error;
      const t = AUTH_TEXTS[staff.language];
      const problem =
        code === 'TOTP_INVALID' ? t.codeFailed : t.locked.replace('{minutes}', String(data['minutes']));
      response.status(401).send(codePage({ ...(await codeView(app, staff, safeNext(input.next))), problem }));
      return;
    }
    await regenerate(request);
    await complete(app, request, staff);
    response.redirect(303, safeNext(input.next));
  });

  router.get(PATHS.logout, (_request, response) => response.redirect(303, PATHS.account));
  router.post(PATHS.logout, async (request, response) => {
    const staff = staffOf(request);
    if (staff)
      await audit(app.db, {
        actor: actorOf(staff, request),
        action: 'staff.logout',
        subject: subjectOf(staff),
      });
    await new Promise<void>((resolve, reject) =>
      request.session.destroy((error: unknown) => (error ? reject(error) : resolve())),
    );
    response.redirect(303, PATHS.login);
  });
  return router;
}

/** The answer when there are too many log-ins, so that this one was not even compared. Undefined for other errors. */
export function crowdProblem(
  thrown: unknown,
  t: AuthTexts,
): { status: number; text: string; seconds: number } | undefined {
  const { code, data } = toAppError(thrown);
  if (code !== 'LOGIN_LIMITED' && code !== 'LOGIN_BUSY') return undefined;
  const seconds = Number(data['seconds'] ?? 1);
  const text = code === 'LOGIN_BUSY' ? t.busy : t.limited;
  return {
    status: ERRORS[code].http,
    text: text.replace('{minutes}', String(Math.ceil(seconds / 60))),
    seconds,
  };
}

async function codeView(app: App, staff: StaffMember, next: string): Promise<CodeView> {
  const enrolment = staff.hasTotp ? {} : { enrolment: await beginTotp(app, staff.id) };
  const hint = app.config.sandbox ? { sandboxCode: await currentCode(app, staff.id) } : {};
  return { language: staff.language, next, ...enrolment, ...hint };
}
