import { fileURLToPath } from 'node:url';
import express, { type Response, type Router } from 'express';

const FOLDER = fileURLToPath(new URL('./pages', import.meta.url));
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The chat page at `/`, the list of invoices at `/pay`, a pay page at `/pay/<uuid>`. Nothing is loaded from a foreign
 * host.
 */
export function createPages(): Router {
  const router = express.Router();
  const page = (name: string) => (_request: unknown, response: Response) => {
    response.setHeader('content-security-policy', POLICY);
    response.sendFile(name, { root: FOLDER, cacheControl: false });
  };
  router.get('/', page('chat.html'));
  router.get('/pay', page('pay.html'));
  router.get('/pay/:uuid', page('pay.html'));
  router.use('/pages', express.static(FOLDER, { cacheControl: false }));
  return router;
}
