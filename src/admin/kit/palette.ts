/** Colours by meaning. Each has a background and a text colour that can be read on it (contrast 4.5 to 1 at least). */
interface Palette {
  /** Cards, forms, tables. */
  surface: string;
  /** Behind the cards. */
  ground: string;
  /** Areas set into a card. */
  sunken: string;
  line: string;
  /** Around inputs. */
  edge: string;
  text: string;
  soft: string;
  muted: string;
  accent: string;
  accentText: string;
  accentGround: string;
  good: string;
  goodGround: string;
  warn: string;
  warnGround: string;
  bad: string;
  badGround: string;
  side: string;
  sideText: string;
  sideMuted: string;
  shadow: string;
}

export const LIGHT: Palette = {
  surface: '#ffffff',
  ground: '#f4f6fb',
  sunken: '#f5f7fb',
  line: '#e6eaf3',
  edge: '#c3cbdb',
  text: '#13203f',
  soft: '#48536b',
  muted: '#626d84',
  accent: '#2f5bea',
  accentText: '#2448c2',
  accentGround: '#e6ecfe',
  good: '#14693f',
  goodGround: '#e3f5ea',
  warn: '#7a5200',
  warnGround: '#fff3d6',
  bad: '#a3241b',
  badGround: '#fde8e6',
  side: '#101a35',
  sideText: '#c6d0ea',
  sideMuted: '#8796bd',
  shadow: '#0f1a3514',
};

export const DARK: Palette = {
  surface: '#172038',
  ground: '#0e1526',
  sunken: '#111930',
  line: '#2a3554',
  edge: '#465478',
  text: '#e8edf9',
  soft: '#c0cae2',
  muted: '#97a3c0',
  accent: '#6d8fff',
  accentText: '#a9bdff',
  accentGround: '#24315a',
  good: '#7fd9aa',
  goodGround: '#173a2b',
  warn: '#f3cb78',
  warnGround: '#3f3312',
  bad: '#ffa49b',
  badGround: '#47211e',
  side: '#0a1020',
  sideText: '#c6d0ea',
  sideMuted: '#8796bd',
  shadow: '#00000066',
};

/** The palette as custom properties: `--sb-accent-ground`. */
export function customProperties(palette: Palette): string {
  return Object.entries(palette)
    .map(
      ([name, value]) => `--sb-${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}:${value as string}`,
    )
    .join(';');
}

/**
 * The palette under the names of AdminJS's own theme. AdminJS computes with them, so they must be colours, not
 * properties.
 */
export function adminJsColours(palette: Palette): Record<string, string> {
  return {
    border: palette.line,
    separator: palette.line,
    inputBorder: palette.edge,
    text: palette.text,
    grey100: palette.text,
    grey80: palette.soft,
    grey60: palette.muted,
    grey40: palette.edge,
    grey20: palette.sunken,
    highlight: palette.sunken,
    white: palette.surface,
    container: palette.surface,
    filterBg: palette.surface,
    sidebar: palette.side,
    bg: palette.ground,
    primary100: palette.accent,
    primary80: palette.accent,
    primary60: palette.accentText,
    primary40: palette.accentGround,
    primary20: palette.accentGround,
    accent: palette.accent,
    error: palette.bad,
    errorDark: palette.bad,
    errorLight: palette.badGround,
    success: palette.good,
    successDark: palette.good,
    successLight: palette.goodGround,
    warning: palette.warn,
    warningDark: palette.warn,
    warningLight: palette.warnGround,
    info: palette.accent,
    infoDark: palette.accentText,
    infoLight: palette.accentGround,
  };
}
