import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test.each([
  ['invalid input syntax for type bigint: "Ivan Petrov"', 'invalid input syntax for type bigint: <value>'],
  [
    'duplicate key value violates unique constraint "orders_request_key"',
    'duplicate key value violates unique constraint “orders_request_key”',
  ],
  [
    "Cannot read properties of undefined (reading 'id')",
    'Cannot read properties of undefined (reading “id”)',
  ],
  [
    'request to https://api.example/bot123456:AAH-secret_secret_secret/send failed',
    'request to <address> failed',
  ],
  ['token 123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw is wrong', 'token <secret> is wrong'],
  ['no wallet UQBFXwHvOhY6d9j2Ew4uTQFgWu5pRpbJ1Pt3UAzEJZ3vN3pK', 'no wallet <value>'],
  ['chat 987654321 of @ivan_petrov, ivan@example.com', 'chat <number> of <name>, <mail>'],
  ['user Иван Петров left', 'user <text> left'],
  ['order 0190b7a0-7c1e-7000-8000-0123456789ab is gone', 'order <id> is gone'],
  ['the service answered 502 after 3 tries', 'the service answered 502 after 3 tries'],
  [`it's "cut off`, `it's <value>`],
])('a message, when it is redacted, then only our own words are left: %s', (message, left) => {
  expect(redact(message)).toBe(left);
});

test('any message, when it is redacted, then it is short, has one line, and keeps no quoted word and no long number', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.stringMatching(/^[A-Z][a-z]{6,12}$/),
      fc.integer({ min: 100_000 }),
      (any, name, id) => {
        const left = redact(`${any.replaceAll(/["'`]/g, '')} "${name}" ${id}`);
        expect(left.length).toBeLessThanOrEqual(300);
        expect(left).not.toMatch(/\n/);
        expect(left).not.toContain(name);
        expect(left).not.toContain(String(id));
      },
    ),
  );
});
