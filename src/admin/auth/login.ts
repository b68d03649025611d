import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { ERRORS, MINUTE_MS, toAppError } from '../../lib/index.ts';
import { notePlace } from '../../proposals/index.ts';
import {
  audit,
  beginTotp,
  currentCode,
  rememberPlaces,
  verifyTotp,
  type StaffLanguage,
  type StaffMember,
} from '../../staff/index.ts';
import { keepDevice } from './device.ts';
import { storableBody } from '../site/storable.ts';
import { PATHS } from '../access/paths.ts';
import { safeNext } from './gate.ts';
import { actorOf, needsTotp, staffOf } from './identity.ts';
import { codePage, loginPage, type CodeView } from './pages.ts';
import { sourceOf, type PassportInstance } from './passport.ts';
import { AUTH_TEXTS, type AuthTexts } from './texts.ts';
import { addressProblem } from '../site/origin.ts';

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
      await verifyTotp(app, { staffId: staff.id, code: input.code, ...sourceOf(request) });
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

const WARN_EVERY_MS = MINUTE_MS;

/**
 * The hint for a person whose log-in would lead nowhere because of the address or the proxy. The log gets it too, from
 * time to time.
 */
function createHint({ config, log }: App): (request: Request) => string | undefined {
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

/** The language of pages before the log-in: the one that the link chose, otherwise that of the browser. */
export function languageOf(request: Request): StaffLanguage {
  if (request.user) return request.user.language;
  const body = request.body as { lang?: unknown } | undefined;
  const wanted = request.query['lang'] ?? body?.lang;
  if (wanted === 'ru' || wanted === 'en') return wanted;
  return request.acceptsLanguages('ru', 'en') === 'en' ? 'en' : 'ru';
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

function personWithPassword(
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

async function passwordGiven(
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

async function complete(app: App, request: Request, staff: StaffMember): Promise<void> {
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

async function codeView(app: App, staff: StaffMember, next: string): Promise<CodeView> {
  const enrolment = staff.hasTotp ? {} : { enrolment: await beginTotp(app, staff.id) };
  const hint = app.config.sandbox ? { sandboxCode: await currentCode(app, staff.id) } : {};
  return { language: staff.language, next, ...enrolment, ...hint };
}

function regenerate(request: Request): Promise<void> {
  return new Promise((resolve, reject) =>
    request.session.regenerate((error: unknown) => (error ? reject(error) : resolve())),
  );
}

function subjectOf(staff: StaffMember): { type: string; id: string } {
  return { type: 'staff', id: staff.id.toString() };
}
