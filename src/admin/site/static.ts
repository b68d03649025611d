import { readFileSync } from 'node:fs';
import express, { type Router } from 'express';
import { PAGES_CSS, STAR_SVG } from '../auth/layout.ts';
import { customProperties, DARK, LIGHT } from '../kit/palette.ts';

const THEME = readFileSync(new URL('../kit/theme.css', import.meta.url), 'utf8');
/** The palettes, and the one style sheet of our screens. */
const PANEL_CSS = `:root{${customProperties(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${customProperties(DARK)}}}
${THEME}`;

/** The few files that pages outside AdminJS need; nothing in them is secret, so they stand before the gate. */
export function staticFiles(): Router {
  const router = express.Router();
  const files: Record<string, [type: string, body: string]> = {
    '/pages.css': ['text/css', PAGES_CSS],
    '/panel.css': ['text/css', PANEL_CSS],
    '/star.svg': ['image/svg+xml', STAR_SVG],
  };
  for (const [path, [type, body]] of Object.entries(files))
    router.get(path, (_request, response) => {
      response.setHeader('Cache-Control', 'private, max-age=3600');
      response.type(type).send(body);
    });
  return router;
}
