import { connect } from 'node:tls';
import { DAY_MS, inTime } from '../lib/index.ts';
import { fail, ok, warn, type Check, type Finding } from './finding.ts';
import { reasonOf } from './services.ts';

const LIMIT_MS = 5000;
const SOON_DAYS = 14;

/** The public side as everybody sees it: its address, and how long its certificate is good. */
export const publicAddress: Check = ({ app }) =>
  look(`${app.config.publicUrl}/health/live`, (status) => status === 200);

/** The back office as its people see it; it leads a stranger to the log-in. */
export const officeAddress: Check = ({ app }) =>
  look(`${app.config.adminOrigin}/login`, (status) => status === 200);

async function look(address: string, isOurs: (status: number) => boolean): Promise<readonly Finding[]> {
  const { origin: url, hostname: host } = new URL(address);
  const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(LIMIT_MS) }).catch(
    (error: unknown) => reasonOf(error instanceof Error && error.cause ? error.cause : error),
  );
  if (typeof answer === 'string') return [fail('address.away', { url, reason: answer })];
  await answer.body?.cancel();
  const found: Finding[] = [
    isOurs(answer.status)
      ? ok('address.ok', { url })
      : fail('address.stranger', { url, status: answer.status }),
  ];
  const days = await certificateDays(url);
  if (days !== undefined && days < SOON_DAYS) found.push(warn('certificate.soon', { host, days }));
  return found;
}

/** Whole days until the certificate of an https address ends; undefined if there is none, or it cannot be read. */
export async function certificateDays(address: string): Promise<number | undefined> {
  const { protocol, hostname: host, port } = new URL(address);
  if (protocol !== 'https:') return undefined;
  const ends = await inTime(
    () =>
      new Promise<string | undefined>((resolve) => {
        const socket = connect(
          { host, port: Number(port || 443), servername: host, rejectUnauthorized: false },
          () => {
            resolve(socket.getPeerCertificate().valid_to);
            socket.destroy();
          },
        );
        socket.once('error', () => resolve(undefined));
      }),
    LIMIT_MS,
    undefined,
  );
  return ends === undefined ? undefined : Math.floor((Date.parse(ends) - Date.now()) / DAY_MS);
}
