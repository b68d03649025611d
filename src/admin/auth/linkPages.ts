import type { LinkPurpose, StaffLanguage, StaffMember } from '../../staff/index.ts';
import { PATHS } from '../access/paths.ts';
import { escapeAttribute as e, layout } from './layout.ts';
import { AUTH_TEXTS } from './texts.ts';

export interface LinkView {
  language: StaffLanguage;
  staff: StaffMember;
  purpose: LinkPurpose;
  token: string;
  problem?: string;
}

/** The page for the owner of a one-time link: to set a new password, or to give up the second factor. */
export function linkPage(view: LinkView): string {
  const t = AUTH_TEXTS[view.language];
  const { staff } = view;
  const address = `${PATHS.link}/${view.token}`;
  const isPassword = view.purpose === 'password';
  const title = isPassword ? t.linkTitle : t.linkTotpTitle;
  const field = (name: string, label: string, autocomplete: string, minimum: number): string =>
    `<label for="${name}">${e(label)}</label><input id="${name}" name="${name}" type="password" autocomplete="${autocomplete}" required minlength="${minimum}" maxlength="200">`;
  const fields = isPassword
    ? field('password', t.linkPassword, 'new-password', 12) + field('again', t.linkAgain, 'new-password', 12)
    : field('password', t.currentPassword, 'current-password', 1);
  return layout({
    language: view.language,
    title,
    body: `<h1>${e(title)}</h1><p>${e(staff.name)} · ${e(staff.email)}</p><p>${e(isPassword ? t.linkHint : t.linkTotpHint)}</p>
${view.problem ? `<div class="problem" role="alert">${e(view.problem)}</div>` : ''}
<form method="post" action="${address}?lang=${view.language}"><input type="hidden" name="username" autocomplete="username" value="${e(staff.email)}">
${fields}<button class="main">${e(isPassword ? t.save : t.confirm)}</button></form>
<footer><span><a href="${address}?lang=ru">Русский</a> · <a href="${address}?lang=en">English</a></span></footer>`,
  });
}

export function linkDonePage({ language, purpose }: Pick<LinkView, 'language' | 'purpose'>): string {
  const t = AUTH_TEXTS[language];
  const title = purpose === 'password' ? t.linkTitle : t.linkTotpTitle;
  return layout({
    language,
    title,
    body: `<h1>${e(title)}</h1><div class="done">${e(purpose === 'password' ? t.linkDone : t.linkTotpDone)}</div>
<footer><a href="${PATHS.login}?lang=${language}">${e(t.enter)}</a></footer>`,
  });
}
