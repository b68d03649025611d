import type * as routers from './routers.ts';

/* oxlint-disable node/no-process-env -- AdminJS reads these three itself, once, while it is imported. */

export type AdminJsRouters = typeof routers;

/**
 * Imports everything that needs AdminJS, and tells it where its bundle is built. NODE_ENV is `production` during the
 * import, so AdminJS serves the small builds of its own scripts, whatever the ENVIRONMENT of this product is.
 */
export async function loadAdminJs(workshop: string): Promise<AdminJsRouters> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  process.env['ADMIN_JS_TMP_DIR'] = workshop;
  process.env['ADMIN_JS_SKIP_BUNDLE'] = 'true';
  try {
    return await import('./routers.ts');
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}
