import type { Server } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import type { App } from '../app.ts';
import { checkSession, trustsProxy } from '../platform/index.ts';
import { accountRoutes } from './auth/account.ts';
import { recogniseDevice } from './auth/device.ts';
import { PATHS } from './access/paths.ts';
import { createGate } from './auth/gate.ts';
import { linkRoutes } from './auth/links.ts';
import { loginRoutes } from './auth/login.ts';
import { createPassport } from './auth/passport.ts';
import { createSessions } from './auth/session.ts';
import { exportRoutes } from './exports/routes.ts';
import { ticketFiles } from './site/files.ts';
import { createNews } from './live/news.ts';
import { createLive } from './live/sockets.ts';
import { type ShowTyping } from './live/typing.ts';
import { buildBundle, prebuiltDirectory } from './frame/bundle.ts';
import { mountPanel } from './frame/mount.ts';
import { createPanel, panelOptions, type Doors } from './access/panel.ts';
import { createBoards } from './queues/board.ts';
import { errorHandler, notFound } from './site/problems.ts';
import { logRequests } from './site/requestLog.ts';
import { securityHeaders } from './site/headers.ts';
import { sameOriginOnly } from './site/origin.ts';
import { storableAddress } from './site/storable.ts';
import { staticFiles } from './site/static.ts';
import { longRunRoutes } from './longRuns/routes.ts';

/** The back office: its pages, and what it must be told about the server and about the end. */
export interface Admin {
  readonly app: Express;
  /** Takes over WebSocket connections of the server that runs `app`. */
  attach(server: Server): void;
  /** Ends those connections. A server closes only after its last connection has ended. */
  detach(): void;
  close(): Promise<void>;
}

/**
 * Builds the back office. The order of its layers is its security: without a person, nothing behind the gate can be
 * reached. `doors` comes from the bot; `metrics` answers Prometheus, and lets everything else through.
 */
export async function createAdmin(
  app: App,
  { showTyping, metrics, ...doors }: Doors & { showTyping: ShowTyping; metrics: RequestHandler },
): Promise<Admin> {
  const { config } = app;
  const panel = createPanel(app, doors);
  await checkSession(panel.reads, panelOptions(config));
  const sessions = createSessions(app);
  const passport = createPassport(app);
  const gate = createGate(app);

  const news = createNews(panel.reads, app.log);
  const live = createLive(panel, news, { sessions: sessions.middleware, showTyping });
  const boards = createBoards(panel);

  const site = express();
  site.disable('x-powered-by');
  site.set('trust proxy', trustsProxy(config.TRUSTED_PROXIES));
  site.use(...securityHeaders(config.adminOrigin.startsWith('https:')));
  site.use(logRequests(app.log));
  site.use(storableAddress);
  site.use('/static', staticFiles());
  site.use(metrics);
  site.use(sessions.middleware, passport.initialize(), passport.session());
  site.use(sameOriginOnly(app));
  site.use(recogniseDevice(config));
  site.get('/', (_request, response) => response.redirect(303, PATHS.root));
  site.use(loginRoutes(app, passport));
  site.use(PATHS.link, linkRoutes(app));
  site.use(PATHS.account, gate, accountRoutes(app));
  site.use(`${PATHS.root}/queues`, gate, boards.router);
  site.use(`${PATHS.root}/files`, gate, ticketFiles(panel, news));
  site.use(`${PATHS.root}/export`, gate, exportRoutes(panel, news));
  site.use(`${PATHS.root}/runs`, gate, longRunRoutes(panel, news));
  site.use(PATHS.root, gate, await mountPanel(panel));
  site.use(notFound);
  site.use(errorHandler(app));
  return {
    app: site,
    attach: (server) => live.attach(server),
    detach: () => live.close(),
    close: async () => {
      live.close();
      await news.close();
      await boards.close();
      await sessions.close();
      await panel.reads.close();
      await panel.work.close();
      await panel.content.close();
    },
  };
}

/**
 * Builds the components' bundle in the place where production looks for it, and returns the folder. It needs no
 * configuration.
 */
export function buildAhead(): Promise<string> {
  return buildBundle(prebuiltDirectory);
}
