/** Paths of the log-in. AdminJS gets the same ones. */
export const PATHS = {
  root: '/admin',
  login: '/login',
  code: '/login/code',
  logout: '/logout',
  account: '/account',
  /** One-time links. The secret comes after it. */
  link: '/access',
} as const;

/** The address of a one-time link, for the person who passes it on. */
export const linkAddress = (origin: string, token: string): string => `${origin}${PATHS.link}/${token}`;
