import { existsSync, readFileSync } from 'node:fs';
import express, { type Router } from 'express';
import { PAGES_CSS, STAR_SVG } from '../auth/layout.ts';
import { customProperties, DARK, LIGHT } from '../kit/palette.ts';
import { SECTIONS } from '../sections/registry.ts';

const read = (url: URL): string => readFileSync(url, 'utf8');
/** The palettes, the style sheet of all screens, and the styles of single sections. */
const PANEL_CSS = [
  `:root{${customProperties(LIGHT)}}`,
  `@media (prefers-color-scheme:dark){:root{color-scheme:dark;${customProperties(DARK)}}}`,
  read(new URL('../kit/theme.css', import.meta.url)),
  ...[
    new URL('../sections/dashboard/look.css', import.meta.url),
    ...SECTIONS.map(({ at }) => new URL('look.css', at)),
  ]
    .filter((url) => existsSync(url))
    .map(read),
].join('\n');

/** The few files that pages outside AdminJS need. They contain no secret, so they come before the gate. */
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
