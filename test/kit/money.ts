/** One TON in minor units. */
export const TON = 1_000_000_000n;
