/** What the imitated places hold at the beginning, in whole coins. The demo data books the same. */
export const OPENING = { ton: '100000', istar: { TON: '1000', USDT: '1000' } } as const;
