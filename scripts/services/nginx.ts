import { installWithSystem } from './install.ts';
import { onPath } from './run.ts';

/** Finds `nginx`, or installs it with the system's package manager. */
export function nginxBinary(): string {
  const found = onPath('nginx');
  if (found) return found;
  installWithSystem('nginx', { debian: 'nginx-light', fedora: 'nginx', alpine: 'nginx', brew: 'nginx' });
  const installed = onPath('nginx');
  if (!installed) throw new Error('nginx was installed but is not on PATH');
  return installed;
}

/** Finds `openssl`, which the project's script uses to make a certificate for trials. */
export function opensslBinary(): string {
  const found = onPath('openssl');
  if (found) return found;
  installWithSystem('openssl', { debian: 'openssl', fedora: 'openssl', alpine: 'openssl', brew: 'openssl' });
  return 'openssl';
}
