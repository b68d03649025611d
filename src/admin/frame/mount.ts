import path from 'node:path';
import express, { type Request, type RequestHandler, type Router } from 'express';
import type { Role } from '../../staff/index.ts';
import { actorOf, staffOf } from '../auth/identity.ts';
import { adminBody } from './body.ts';
import { harden } from './harden.ts';
import { loadWithBundle } from './bundle.ts';
import { currentAdminFor } from './currentAdmin.ts';
import { addressGuard } from './guard.ts';
import type { Panel } from '../access/panel.ts';
import { accessOf } from '../sections/registry.ts';

/** AdminJS behind our own guards and behind the gate: a request without a person does not get here. */
export async function mountPanel(panel: Panel): Promise<Router> {
  const { directory, adminJs } = await loadWithBundle();
  const routers = adminJs.createRouters(panel);
  const router = express.Router();
  router.use('/frontend/assets', (_request, response, next) => {
    // These megabytes change only with a release. The browser keeps them and asks whether they are still the same.
    response.setHeader('Cache-Control', 'private, no-cache');
    next();
  });
  router.get('/frontend/assets/components.bundle.js', (_request, response) => {
    response.sendFile(path.join(directory, 'bundle.js'), { cacheControl: false });
  });
  router.use(
    harden,
    forRole((role) => addressGuard(routers[role].shape)),
    ...adminBody(),
    introduce(panel),
  );
  router.use(forRole((role) => routers[role].router));
  return router;
}

function forRole(choose: (role: Role) => RequestHandler): RequestHandler {
  return (request, response, next) => {
    const staff = staffOf(request);
    if (!staff) return next(new Error('the panel was reached without a person'));
    void choose(staff.role)(request, response, next);
  };
}

/**
 * AdminJS reads the person from `session.adminUser`. The property is not enumerable, so it is never stored with the
 * session.
 */
function introduce(panel: Panel): RequestHandler {
  return (request: Request, _response, next) => {
    const staff = staffOf(request);
    if (!staff) return next(new Error('the panel was reached without a person'));
    const access = accessOf(panel, staff, actorOf(staff, request));
    Object.defineProperty(request.session, 'adminUser', {
      value: currentAdminFor(access),
      enumerable: false,
      configurable: true,
    });
    next();
  };
}
