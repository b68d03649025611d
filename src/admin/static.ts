import express, { type Router } from 'express';
import { PAGES_CSS, STAR_SVG } from './auth/layout.ts';

/** The few files that pages outside AdminJS need; nothing in them is secret, so they stand before the gate. */
export function staticFiles(): Router {
  const router = express.Router();
  const files: Record<string, [type: string, body: string]> = {
    '/pages.css': ['text/css', PAGES_CSS],
    '/star.svg': ['image/svg+xml', STAR_SVG],
  };
  for (const [path, [type, body]] of Object.entries(files))
    router.get(path, (_request, response) => {
      response.setHeader('Cache-Control', 'private, max-age=3600');
      response.type(type).send(body);
    });
  return router;
}
