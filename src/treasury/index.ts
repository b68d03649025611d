export { bookFunding, fundingAsset, FUNDING_ENDS, type Funding, type FundingEnd } from './funding.ts';
export { readTreasury } from './read.ts';
export { ACCOUNT_OF, assetOf, PLACES, type Place, type TreasuryContext } from './types.ts';
