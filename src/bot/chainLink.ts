/** Where a transfer of a network is looked at, by the code that the provider uses. */
const EXPLORERS: Readonly<Record<string, string>> = {
  ton: 'https://tonviewer.com/transaction/',
  tron: 'https://tronscan.org/#/transaction/',
  btc: 'https://mempool.space/tx/',
  eth: 'https://etherscan.io/tx/',
  bsc: 'https://bscscan.com/tx/',
  polygon: 'https://polygonscan.com/tx/',
  arbitrum: 'https://arbiscan.io/tx/',
  sol: 'https://solscan.io/tx/',
  ltc: 'https://litecoinspace.org/tx/',
};

/** The page of a transfer in a public explorer; undefined if we know none for the network. */
export function chainLink(network: string | null, txid: string): string | undefined {
  const explorer = EXPLORERS[network?.toLowerCase() ?? ''];
  return explorer === undefined ? undefined : explorer + encodeURIComponent(txid);
}
