import { expect, test, vi } from 'vitest';
import { fraudRulesCommand, fraudTryCommand } from '../../src/cli/fraud.ts';
import { codeOf } from '../kit/refusals.ts';
import { newUser } from '../kit/users.ts';
import { openShop } from '../kit/shop.ts';
import { happened, newRule } from '../kit/fraud.ts';

const { app } = await openShop();

async function printed(work: () => Promise<number>): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  try {
    expect(await work()).toBe(0);
  } finally {
    log.mockRestore();
  }
  return lines.join('\n');
}

test('fraud rules, when asked for, then prints each rule with its version, mode and precision', async () => {
  const text = await printed(() => fraudRulesCommand(app));

  expect(text).toMatch(/^invoices-per-hour +v1 +shadow +note +weight 20 +0 open, not judged yet$/m);
  expect(text).toMatch(/^forged-requests +v1 +live/m);
});

test('fraud try, when a rule would have flagged somebody, then says how many and shows them', async () => {
  const ruleId = await newRule(app, { kind: 'rate_blocks', parameters: { minutes: 60, limit: 1 } });
  const user = await newUser(app);
  await happened(app, { kind: 'block', userId: user.id });
  await happened(app, { kind: 'block', userId: user.id });
  const text = await printed(() => fraudTryCommand(app, [ruleId, '--days', '7']));

  expect(text).toContain('2 signals of the last 7 days: 1 flags on 1 users.');
  expect(text).toContain(`user ${user.id}  measured 2, limit 1`);
});

test('fraud try, when the rule is not named or unknown, then it is refused', async () => {
  expect(await codeOf(fraudTryCommand(app, []))).toBe('INPUT_INVALID');
  expect(await codeOf(fraudTryCommand(app, ['invoices-per-hour', '--days', 'x']))).toBe('INPUT_INVALID');
  expect(await codeOf(fraudTryCommand(app, ['no-such-rule']))).toBe('RULE_UNKNOWN');
});
