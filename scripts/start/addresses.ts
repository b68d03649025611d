import type { Config } from '../../src/platform/index.ts';
import type { DemoStaff } from '../demo/seed.ts';

/** Lists the pages that a newcomer opens next, as text for the terminal. */
export function addresses(config: Config, staff: readonly DemoStaff[], logFile: string): string {
  const lines = ['', '⭐ Starboard runs. Open:', ''];
  if (config.sandbox) {
    lines.push(`  Chat with the bot   http://localhost:${config.SANDBOX_PORT}/`);
    lines.push(`  Pay pages           http://localhost:${config.SANDBOX_PORT}/pay`);
  }
  lines.push(`  Back office         ${config.adminOrigin}/admin`);
  for (const { role, email, password, totpSecret } of staff) {
    const login = `      ${role.padEnd(8)} ${email.padEnd(22)} ${password.padEnd(18)}`;
    lines.push(totpSecret ? `${login} second factor: ${totpSecret}` : login.trimEnd());
  }
  if (staff.some(({ totpSecret }) => totpSecret))
    lines.push(`      six digits of the second factor: npm run demo:code -- <role>`);
  lines.push(
    `  Health              http://localhost:${config.WEBHOOK_PORT}/health`,
    '',
    `  Log: ${logFile}    Stop: Ctrl-C`,
    '',
  );
  return lines.join('\n');
}
