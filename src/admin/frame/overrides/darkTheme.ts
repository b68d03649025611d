import { adminJsColours, DARK } from '../../kit/palette.ts';

interface Page {
  THEME: { colors: Record<string, string> };
}

/**
 * AdminJS draws with the colours that the server wrote into the page, which knows no wish of the browser. Its components
 * are drawn after ours are loaded, so that this is in time.
 */
if (window.matchMedia('(prefers-color-scheme: dark)').matches)
  Object.assign((window as unknown as Page).THEME.colors, adminJsColours(DARK));
