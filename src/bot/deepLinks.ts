import { isUuid } from '../lib/index.ts';
import { readStaffCode } from './staffCode.ts';

/** What a `/start` payload asks for. Links on other sites contain payloads, so payloads are a public contract too. */
export type DeepLink =
  | { readonly to: 'home' }
  | { readonly to: 'buy'; readonly stars: number }
  | { readonly to: 'ticket'; readonly ticketId: string | undefined }
  | { readonly to: 'promo'; readonly code: string }
  | { readonly to: 'referral'; readonly userId: bigint }
  /** A member of staff links this chat for alerts. */
  | { readonly to: 'staff'; readonly code: string };

/** Reads the payload of `/start`. An unknown payload leads home. */
export function readDeepLink(payload: string): DeepLink {
  const buy = /^buy_([1-9]\d{0,6})$/.exec(payload);
  if (buy) return { to: 'buy', stars: Number(buy[1]) };
  const promo = /^promo_([\w-]{1,58})$/.exec(payload);
  if (promo) return { to: 'promo', code: promo[1] ?? '' };
  const referral = /^ref_([1-9]\d{0,17})$/.exec(payload);
  if (referral) return { to: 'referral', userId: BigInt(referral[1] ?? 0) };
  const code = readStaffCode(payload);
  if (code !== undefined) return { to: 'staff', code };
  if (payload.startsWith('ticket')) {
    const id = payload.slice('ticket_'.length);
    return { to: 'ticket', ticketId: isUuid(id) ? id : undefined };
  }
  return { to: 'home' };
}
