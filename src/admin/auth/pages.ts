import { renderSVG } from 'uqr';
import type { StaffLanguage, StaffMember, StaffSession, TotpEnrolment } from '../../staff/index.ts';
import { PATHS } from '../access/paths.ts';
import { escapeAttribute as e, layout } from './layout.ts';
import { AUTH_TEXTS } from './texts.ts';

const problem = (text: string | undefined): string =>
  text ? `<div class="problem" role="alert">${e(text)}</div>` : '';
const languages = (path: string): string =>
  `<span><a href="${path}?lang=ru">Русский</a> · <a href="${path}?lang=en">English</a></span>`;

export function loginPage(view: {
  language: StaffLanguage;
  next: string;
  email?: string;
  problem?: string;
}): string {
  const t = AUTH_TEXTS[view.language];
  return layout({
    language: view.language,
    title: t.title,
    body: `<h1>${e(t.title)}</h1><p>${e(t.tagline)}</p>${problem(view.problem)}
<form method="post" action="${PATHS.login}"><input type="hidden" name="next" value="${e(view.next)}"><input type="hidden" name="lang" value="${view.language}">
<label for="email">${e(t.email)}</label><input id="email" name="email" type="email" autocomplete="username" required autofocus value="${e(view.email ?? '')}">
<label for="password">${e(t.password)}</label><input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200">
<button class="main">${e(t.enter)}</button></form><footer>${languages(PATHS.login)}</footer>`,
  });
}

export interface CodeView {
  language: StaffLanguage;
  next: string;
  problem?: string;
  /** Present while the person sets up the second factor. */
  enrolment?: TotpEnrolment;
  /** The code itself. Only the sandbox shows it. */
  sandboxCode?: string;
}

export function codePage(view: CodeView): string {
  const t = AUTH_TEXTS[view.language];
  const { enrolment } = view;
  const title = enrolment ? t.enrolTitle : t.codeTitle;
  const setUp = enrolment
    ? `<img class="qr" alt="QR" src="data:image/svg+xml;base64,${Buffer.from(renderSVG(enrolment.uri, { border: 1 })).toString('base64')}"><p>${e(t.secretHint)}<br><code>${e(enrolment.secret)}</code></p>`
    : '';
  const hint = view.sandboxCode
    ? `<div class="hint">${e(t.sandboxCode)} <b data-code>${e(view.sandboxCode)}</b></div>`
    : '';
  return layout({
    language: view.language,
    title,
    body: `<h1>${e(title)}</h1><p>${e(enrolment ? t.enrolHint : t.codeHint)}</p>${setUp}${hint}${problem(view.problem)}
<form method="post" action="${PATHS.code}"><input type="hidden" name="next" value="${e(view.next)}">
<label for="code">${e(t.code)}</label><input id="code" class="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}" maxlength="7" required autofocus>
<button class="main">${e(t.confirm)}</button></form>
<footer><form method="post" action="${PATHS.logout}"><button class="link">${e(t.otherAccount)}</button></form></footer>`,
  });
}

export interface AccountView {
  staff: StaffMember;
  sessions: readonly StaffSession[];
  problem?: string;
  done?: string;
}

export function accountPage(view: AccountView): string {
  const { staff } = view;
  const t = AUTH_TEXTS[staff.language];
  const when = (date: Date): string =>
    // The server does not know the reader's time zone.
    `${new Intl.DateTimeFormat(staff.language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(date)} UTC`;
  const rows = view.sessions.map(
    (
      session,
    ) => `<tr><td><b>${e(session.ip)}</b>${session.current ? ` <small>(${e(t.here)})</small>` : ''}<br><small>${e(session.userAgent)}<br>${e(t.since)} ${e(when(session.since))}</small></td>
<td>${session.current ? '' : `<form method="post" action="${PATHS.account}/sessions/${session.id}"><button class="quiet">${e(t.revoke)}</button></form>`}</td></tr>`,
  );
  const languageButton = (language: StaffLanguage, label: string): string =>
    `<form class="inline" method="post" action="${PATHS.account}/language"><input type="hidden" name="language" value="${language}"><button class="quiet"${staff.language === language ? ' disabled' : ''}>${label}</button></form>`;
  return layout({
    language: staff.language,
    title: t.account,
    wide: true,
    body: `<h1>${e(t.account)}</h1><p>${e(staff.name)} · ${e(staff.email)}</p>${problem(view.problem)}${view.done ? `<div class="done">${e(view.done)}</div>` : ''}
<p class="row">${e(staff.hasTotp ? t.totpOn : t.totpOff)} ${staff.hasTotp ? '' : `<a href="${PATHS.code}">${e(t.totpSetUp)}</a>`}</p>
<h2>${e(t.language)}</h2><div class="row">${languageButton('ru', 'Русский')}${languageButton('en', 'English')}</div>
<h2>${e(t.sessions)}</h2><table>${rows.join('')}</table>
<form method="post" action="${PATHS.account}/sessions"><button class="quiet">${e(t.revokeOthers)}</button></form>
<h2>${e(t.changePassword)}</h2><form method="post" action="${PATHS.account}/password">
<label for="current">${e(t.currentPassword)}</label><input id="current" name="current" type="password" autocomplete="current-password" required maxlength="200">
<label for="fresh">${e(t.newPassword)}</label><input id="fresh" name="fresh" type="password" autocomplete="new-password" required minlength="12" maxlength="200">
<button class="main">${e(t.save)}</button></form>
<footer><a href="${PATHS.root}">${e(t.back)}</a><form method="post" action="${PATHS.logout}"><button class="link">${e(t.logout)}</button></form></footer>`,
  });
}

export function problemPage(view: { language: StaffLanguage; text: string }): string {
  const t = AUTH_TEXTS[view.language];
  return layout({
    language: view.language,
    title: t.errorTitle,
    body: `<h1>${e(t.errorTitle)}</h1><p>${e(view.text)}</p><footer><a href="${PATHS.root}">${e(t.back)}</a></footer>`,
  });
}
