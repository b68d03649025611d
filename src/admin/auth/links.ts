import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { toAppError } from '../../lib/index.ts';
import {
  audit,
  giveUpTotpByLink,
  readLink,
  setPasswordByLink,
  type LinkPurpose,
  type StaffLanguage,
  type StaffMember,
} from '../../staff/index.ts';
import { actorOf } from './identity.ts';
import { linkDonePage, linkPage } from './linkPages.ts';
import { languageOf } from './language.ts';
import { problemPage } from './pages.ts';
import { sourceOf } from './passport.ts';
import { AUTH_TEXTS } from './texts.ts';

const GIVEN = z.object({ password: z.string().max(1000), again: z.string().max(1000).optional() });

/**
 * One-time links: a person sets the first or a new password, or gives up the second factor. Opening a link does not use
 * it up, because messengers open links by themselves.
 */
export function linkRoutes(app: App): Router {
  const router = express.Router();
  router.use(express.urlencoded({ extended: false, limit: '8kb', parameterLimit: 20 }));
  router.get('/:token', async (request, response) => {
    const link = await found(app, request, response);
    if (link) response.send(linkPage({ ...link, ...wordsOf(request, link.staff) }));
  });
  router.post('/:token', async (request, response) => {
    const link = await found(app, request, response);
    if (!link) return;
    const view = { ...link, ...wordsOf(request, link.staff) };
    const problem = await use(app, request, link.purpose);
    if (problem !== undefined) {
      response.status(400).send(linkPage({ ...view, problem: AUTH_TEXTS[view.language][problem] }));
      return;
    }
    await audit(app.db, {
      actor: actorOf(link.staff, request),
      action: link.purpose === 'totp' ? 'staff.second_factor_given_up' : 'staff.password_set',
      subject: { type: 'staff', id: link.staff.id.toString() },
    });
    response.send(linkDonePage(view));
  });
  return router;
}

interface Found {
  readonly staff: StaffMember;
  readonly purpose: LinkPurpose;
  readonly token: string;
}

async function found(app: App, request: Request, response: Response): Promise<Found | undefined> {
  const token = String(request.params['token']);
  try {
    return { ...(await readLink(app, token)), token };
  } catch (error) {
    if (toAppError(error).code !== 'LINK_INVALID') throw error;
    const language = languageOf(request);
    response.status(404).send(problemPage({ language, text: AUTH_TEXTS[language].linkOver }));
    return undefined;
  }
}

function wordsOf(request: Request, staff: StaffMember): { language: StaffLanguage } {
  const wanted = request.query['lang'];
  return { language: wanted === 'ru' || wanted === 'en' ? wanted : staff.language };
}

/** Uses the link. Returns the key of the problem, if there is one. */
async function use(
  app: App,
  request: Request,
  purpose: LinkPurpose,
): Promise<'passwordWeak' | 'passwordWrong' | 'passwordsDiffer' | 'linkOver' | undefined> {
  const given = GIVEN.safeParse(request.body);
  if (!given.success) return 'passwordWeak';
  const { password, again } = given.data;
  if (purpose === 'password' && password !== again) return 'passwordsDiffer';
  const input = { token: String(request.params['token']), password, ...sourceOf(request) };
  try {
    await (purpose === 'totp' ? giveUpTotpByLink(app, input) : setPasswordByLink(app, input));
    return undefined;
  } catch (error) {
    const { code } = toAppError(error);
    if (code === 'PASSWORD_WEAK') return 'passwordWeak';
    if (code === 'LOGIN_FAILED') return 'passwordWrong';
    if (code === 'LINK_INVALID') return 'linkOver';
    throw error;
  }
}
