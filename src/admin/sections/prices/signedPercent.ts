/** `+5 %`, `−33.3 %`. The sign of a change is always shown. */
export function signedPercent(percent: number): string {
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)}\u00a0%`;
}
