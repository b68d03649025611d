import type { RequestHandler } from 'express';
import { nonceOf } from '../site/headers.ts';

const STATE = 'window.REDUX_STATE = ';
const STATE_END = 'window.THEME_COMPONENTS';
const FONTS = /<link[^>]+https:\/\/fonts\.googleapis\.com[^>]*>/g;

/**
 * Repairs the pages that AdminJS and Bull Board write. Page state cannot end its script element (AdminJS does not
 * escape it), scripts carry the nonce, and no font comes from a foreign host.
 */
export const harden: RequestHandler = (_request, response, next) => {
  const send = response.send.bind(response);
  response.send = (body: unknown) =>
    send(
      typeof body === 'string' && /^\s*<!doctype html/i.test(body)
        ? hardenPage(body, nonceOf(response))
        : body,
    );
  next();
};

/**
 * The scripts that AdminJS and Bull Board put into their pages: files of their own, and two scripts in the page itself.
 * Anything else that looks like a script came with data. It gets no nonce, so it does not run.
 */
const OWN_SCRIPTS =
  /<script(?=(?: defer)? src="(?!\/\/)[\w./-]+\.js"><\/script>| id="__UI_CONFIG__" type="application\/json">|>\s*window\.REDUX_STATE = |>\s*var app = document\.getElementById\('app'\);)/g;

/**
 * Throws if a page with state lacks the marks around it. Then AdminJS has changed, and a developer must look at this.
 */
export function hardenPage(html: string, nonce: string): string {
  let page = html;
  if (html.includes('window.REDUX_STATE')) {
    const start = html.indexOf(STATE);
    const end = html.lastIndexOf(STATE_END);
    if (start === -1 || end < start)
      throw new Error('AdminJS writes its page state in another form than expected');
    const from = start + STATE.length;
    page = html.slice(0, from) + html.slice(from, end).replaceAll('<', String.raw`\u003c`) + html.slice(end);
  }
  return page.replaceAll(FONTS, '').replaceAll(OWN_SCRIPTS, `<script nonce="${nonce}"`);
}
