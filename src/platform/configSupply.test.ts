import { expect, test } from 'vitest';
import { DATABASE, problemsOf, REAL } from '../../test/kit/environment.ts';
import { loadConfig } from './config.ts';

const WORDS = Array.from({ length: 24 }, (_, index) => `word${'abcdefghijklmnopqrstuvwxyz'[index]}`).join(
  ' ',
);

test.each([
  ['web,bot', ''],
  ['worker', WORDS],
])(
  'loadConfig, when the roles are %s, then the words of our wallet are held only where money leaves',
  (ROLES, held) => {
    const config = loadConfig({ ...REAL, ROLES, TON_WALLET_MNEMONIC: ` ${WORDS.toUpperCase()}\n` });
    expect(config.TON_WALLET_MNEMONIC.reveal()).toBe(held);
  },
);

test('loadConfig, when the words of our wallet are not 24, then says so and shows none of them', () => {
  const problems = problemsOf({ ...REAL, TON_WALLET_MNEMONIC: WORDS.slice(0, -6) });
  expect(problems).toEqual(['TON_WALLET_MNEMONIC is wrong: must be 24 words']);
});

test.each([
  'TON_WALLET_MNEMONIC',
  'ISTAR_WEBHOOK_SECRET',
  'MYSTARS_API_KEY',
  'MYSTARS_WEBHOOK_SECRET',
] as const)(
  'loadConfig, when %s in production is the one of the sandbox, then says that everybody can read it',
  (name) => {
    const given = { ...REAL, [name]: loadConfig(DATABASE)[name].reveal() };
    expect(problemsOf(given)).toEqual([
      expect.stringMatching(new RegExp(`^${name} is wrong: it is the secret of the sandbox`)),
    ]);
    // A trial may be as careless as it likes.
    expect(problemsOf({ ...given, ENVIRONMENT: 'development' })).toEqual([]);
  },
);

const USDT_MISSING = ['ISTAR_WALLET is wrong: it pays in USDT; add USDT:6 to LEDGER_ASSETS'];
const BY_ISTAR = { DELIVERY: 'supplier', DELIVERY_SUPPLIER: 'istar' };
test.each([
  [{ ISTAR_WALLET: 'USDT' }, USDT_MISSING],
  [{ ISTAR_WALLET: 'USDT', LEDGER_ASSETS: 'BTC:8,USDT:8' }, USDT_MISSING],
  [{ ISTAR_WALLET: 'USDT', LEDGER_ASSETS: 'BTC:8,USDT:6' }, []],
  [{ ISTAR_WALLET: 'USDT', PAYMENT_ASSET: 'USDT' }, []],
  [{ ...BY_ISTAR, ISTAR_WALLET: 'USDT', PAYMENT_ASSET: 'USDT' }, []],
  [
    { ...BY_ISTAR, PAYMENT_ASSET: 'USDT' },
    ['ISTAR_WALLET is wrong: it pays in TON; add TON:9 to LEDGER_ASSETS'],
  ],
  [
    { DELIVERY: 'supplier', PAYMENT_ASSET: 'USDT' },
    ['DELIVERY_SUPPLIER is wrong: it pays in TON; add TON:9 to LEDGER_ASSETS'],
  ],
  [{ DELIVERY: 'supplier', PAYMENT_ASSET: 'USDT', LEDGER_ASSETS: 'TON:9' }, []],
  [{ DELIVERY: 'supplier' }, []],
])(
  'loadConfig, when a supplier is paid as %j says, then the ledger must know its coin',
  (given, problems) => {
    expect(problemsOf({ ...DATABASE, ...given })).toEqual(problems);
  },
);
