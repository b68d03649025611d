import { adminJsColours, DARK } from '../../kit/palette.ts';

interface Page {
  THEME: { colors: Record<string, string> };
}

/**
 * AdminJS draws with the colours that the server wrote into the page. The server does not know what the browser
 * prefers. AdminJS draws its components after ours are loaded, so this is in time.
 */
if (window.matchMedia('(prefers-color-scheme: dark)').matches)
  Object.assign((window as unknown as Page).THEME.colors, adminJsColours(DARK));
