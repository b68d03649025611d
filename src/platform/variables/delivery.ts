import { z } from 'zod';
import { flag, mnemonic, text, url, whole, type Variable } from './readers.ts';

/** How bought stars reach a Telegram account. */
export const DELIVERY = {
  DELIVERY: {
    group: 'Delivery',
    about:
      'How stars reach a Telegram account. off: they stay on the balance. manual: people of the shop send them. supplier: DELIVERY_SUPPLIER sends them.',
    schema: z.enum(['off', 'manual', 'supplier']),
    default: 'off',
  },
  DELIVERY_SUPPLIER: {
    group: 'Delivery',
    about: 'The supplier for DELIVERY=supplier: mystars or istar.',
    schema: z.enum(['mystars', 'istar']),
    default: 'mystars',
  },
  DELIVERY_AT_ONCE: {
    group: 'Delivery',
    about:
      'True: the stars of a purchase go to the buyer at once, if the buyer has a @username. False: they stay on the balance until the buyer asks.',
    schema: flag,
    default: 'False',
  },
  DELIVERY_MANUAL_SECOND_ABOVE: {
    group: 'Delivery',
    about: 'If a delivery by hand has more stars than this, a second person must confirm it.',
    schema: whole(50, 1_000_000),
    default: '5000',
  },
  DELIVERY_MAX_COST_PERCENT: {
    group: 'Delivery',
    about:
      'The highest price that a supplier may ask, in percent of the price that the stars were sold for. A dearer order is not paid, and the delivery waits for a better price.',
    schema: whole(1, 1000),
    default: '100',
  },
  DELIVERY_RESERVE_STARS: {
    group: 'Delivery',
    about:
      'Reserve in stars. Our money for suppliers must pay for so many stars more than the sold ones that wait. If it does not, sales stop by themselves.',
    schema: whole(0, 100_000_000),
    default: '0',
  },
  MYSTARS_API_URL: {
    group: 'Delivery',
    about: 'Address of the MyStars API, without /v1.',
    schema: url,
    default: 'https://api.mystars.tg',
  },
  MYSTARS_API_KEY: {
    group: 'Delivery',
    about: 'Key of the MyStars API. DELIVERY_SUPPLIER=mystars needs it.',
    schema: text,
    default: '',
    secret: true,
  },
  MYSTARS_WEBHOOK_SECRET: {
    group: 'Delivery',
    about: 'MyStars signs its webhooks with this secret.',
    schema: text,
    default: '',
    secret: true,
  },
  MYSTARS_WEBHOOK_SECRET_PREVIOUS: {
    group: 'Delivery',
    about: 'The secret before the last rotation. As long as it is set, both secrets are accepted.',
    schema: text,
    default: '',
    secret: true,
  },
  ISTAR_API_URL: {
    group: 'Delivery',
    about: 'Address of the iStar API.',
    schema: url,
    default: 'https://v1.fragmentapi.com',
  },
  ISTAR_API_KEY: {
    group: 'Delivery',
    about: 'Key of the iStar API. DELIVERY_SUPPLIER=istar needs it.',
    schema: text,
    default: '',
    secret: true,
  },
  ISTAR_WEBHOOK_SECRET: {
    group: 'Delivery',
    about: 'iStar signs its webhooks with this secret.',
    schema: text,
    default: '',
    secret: true,
  },
  ISTAR_WALLET: {
    group: 'Delivery',
    about:
      'Prepaid balance at iStar that pays our orders: TON or USDT. The ledger must know the coin: add USDT:6 to LEDGER_ASSETS.',
    schema: z.enum(['TON', 'USDT']),
    default: 'TON',
  },
  TON_API_URL: {
    group: 'Delivery',
    about: 'JSON-RPC address of a TON node (toncenter). Our own wallet pays through it.',
    schema: url,
    default: 'https://toncenter.com/api/v2/jsonRPC',
  },
  TON_API_KEY: {
    group: 'Delivery',
    about: 'Key of the TON node. It may be empty.',
    schema: text,
    default: '',
    secret: true,
  },
  TON_WALLET_MNEMONIC: {
    group: 'Delivery',
    about:
      'The 24 words of the wallet (V5R1) that pays suppliers. Give them only to workers; other roles ignore them. Keep little money in this wallet.',
    schema: mnemonic,
    default: '',
    secret: true,
  },
} as const satisfies Record<string, Variable>;
