import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumBinary } from '../../scripts/services/chromium.ts';
import { atEnd } from './atEnd.ts';

/** The folder for screenshots of the last run, for people to look at. */
export const SCREENSHOTS = path.join(tmpdir(), 'starboard-screenshots');

/** A headless browser for the calling test file. It is closed at the end of the file. */
export async function startBrowser(): Promise<Browser> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const browser = await chromium.launch({ executablePath: chromiumBinary(), args: CHROMIUM_ARGS });
  atEnd(() => browser.close());
  return browser;
}

/** Forbidden things that a page did: errors in its console, failed scripts, requests to a foreign host. */
export interface Watch {
  context: BrowserContext;
  page: Page;
  problems: string[];
}

/** A page in a session of its own. It writes down everything that goes wrong in it. */
export async function openPage(
  browser: Browser,
  options: { locale?: string; width?: number; height?: number } = {},
): Promise<Watch> {
  const context = await browser.newContext({
    locale: options.locale ?? 'en',
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
  });
  const problems: string[] = [];
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !['127.0.0.1', 'localhost'].includes(hostname))
      problems.push(`request to ${hostname}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => problems.push(`error: ${error.error().message}`));
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return { context, page, problems };
}

export function screenshot(page: Page, name: string): Promise<Buffer> {
  return page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
}
