import { existsSync } from 'node:fs';
import { installWithSystem } from './install.ts';
import { onPath } from './run.ts';

const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Finds Chromium for the browser tests, or installs it with the system's package manager. */
export function chromiumBinary(): string {
  const find = (): string | undefined =>
    onPath('chromium') ??
    onPath('chromium-browser') ??
    onPath('google-chrome') ??
    KNOWN.find((file) => existsSync(file));
  const found = find();
  if (found) return found;
  installWithSystem('Chromium', {
    debian: 'chromium',
    fedora: 'chromium',
    alpine: 'chromium',
    brew: 'chromium',
  });
  const installed = find();
  if (!installed) throw new Error('Chromium was installed but is not on PATH');
  return installed;
}

/** Switches for a headless browser that talks only to us. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
];
