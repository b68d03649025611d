import type { Handlers } from '../turn.ts';
import { balanceHandlers } from './balance.ts';
import { deliveryHandlers } from './delivery.ts';
import { draftHandlers } from './drafts.ts';
import { giftHandlers } from './gift.ts';
import { giftNoteHandlers } from './giftNote.ts';
import { helpHandlers } from './help.ts';
import { homeHandlers } from './home.ts';
import { keptHandlers } from './kept.ts';
import { paymentHandlers } from './payment.ts';
import { promoHandlers } from './promo.ts';
import { refundHandlers } from './refund.ts';
import { sendingHandlers } from './sending.ts';
import { settingsHandlers } from './settings.ts';
import { shopHandlers } from './shop.ts';
import { staffAlertHandlers } from './staffAlerts.ts';
import { ticketHandlers } from './tickets.ts';

/** The handler of every button. */
export const HANDLERS: Handlers = {
  ...homeHandlers,
  ...balanceHandlers,
  ...shopHandlers,
  ...promoHandlers,
  ...paymentHandlers,
  ...helpHandlers,
  ...ticketHandlers,
  ...keptHandlers,
  ...draftHandlers,
  ...refundHandlers,
  ...deliveryHandlers,
  ...sendingHandlers,
  ...giftHandlers,
  ...giftNoteHandlers,
  ...settingsHandlers,
  ...staffAlertHandlers,
};

export { followEdit, answerTyped, isMeantForSupport } from './typed.ts';
