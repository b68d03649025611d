import { z } from 'zod';
import { flag, mnemonic, text, url, whole, type Variable } from './readers.ts';

/** How bought stars reach a Telegram account. */
export const DELIVERY = {
  DELIVERY: {
    group: 'Delivery',
    about:
      'How stars reach a Telegram account: off (they stay on the balance), manual (people of the shop send them), supplier (DELIVERY_SUPPLIER sends them).',
    schema: z.enum(['off', 'manual', 'supplier']),
    default: 'off',
  },
  DELIVERY_SUPPLIER: {
    group: 'Delivery',
    about: 'Supplier that DELIVERY=supplier uses: mystars or istar.',
    schema: z.enum(['mystars', 'istar']),
    default: 'mystars',
  },
  DELIVERY_AT_ONCE: {
    group: 'Delivery',
    about:
      'True sends the stars of a purchase to the buyer at once, if the buyer has a @username; False keeps them on the balance until the buyer asks.',
    schema: flag,
    default: 'False',
  },
  DELIVERY_MANUAL_SECOND_ABOVE: {
    group: 'Delivery',
    about: 'Above so many stars a second person confirms a delivery that was made by hand.',
    schema: whole(50, 1_000_000),
    default: '5000',
  },
  DELIVERY_MAX_COST_PERCENT: {
    group: 'Delivery',
    about:
      'Highest price of a supplier, in percent of what the stars were sold for by the price list; above it the delivery waits for a person.',
    schema: whole(1, 1000),
    default: '100',
  },
  DELIVERY_RESERVE_STARS: {
    group: 'Delivery',
    about:
      'Stars that the float must still cover beside what is sold and waits; below it selling stops by itself.',
    schema: whole(0, 100_000_000),
    default: '0',
  },
  MYSTARS_API_URL: {
    group: 'Delivery',
    about: 'Where the MyStars API is reached.',
    schema: url,
    default: 'https://api.mystars.tg',
  },
  MYSTARS_API_KEY: {
    group: 'Delivery',
    about: 'Key of the MyStars API; needed with DELIVERY_SUPPLIER=mystars.',
    schema: text,
    default: '',
    secret: true,
  },
  MYSTARS_WEBHOOK_SECRET: {
    group: 'Delivery',
    about: 'Secret that MyStars signs its webhooks with.',
    schema: text,
    default: '',
    secret: true,
  },
  MYSTARS_WEBHOOK_SECRET_PREVIOUS: {
    group: 'Delivery',
    about: 'The secret before the last rotation; both are taken while it is given.',
    schema: text,
    default: '',
    secret: true,
  },
  ISTAR_API_URL: {
    group: 'Delivery',
    about: 'Where the iStar API is reached.',
    schema: url,
    default: 'https://v1.fragmentapi.com',
  },
  ISTAR_API_KEY: {
    group: 'Delivery',
    about: 'Key of the iStar API; needed with DELIVERY_SUPPLIER=istar.',
    schema: text,
    default: '',
    secret: true,
  },
  ISTAR_WEBHOOK_SECRET: {
    group: 'Delivery',
    about: 'Secret that iStar signs its webhooks with.',
    schema: text,
    default: '',
    secret: true,
  },
  ISTAR_WALLET: {
    group: 'Delivery',
    about: 'Prepaid balance at iStar that orders are paid from: TON or USDT.',
    schema: z.enum(['TON', 'USDT']),
    default: 'TON',
  },
  TON_API_URL: {
    group: 'Delivery',
    about: 'JSON-RPC address of a TON node (toncenter), through which our own wallet pays.',
    schema: url,
    default: 'https://toncenter.com/api/v2/jsonRPC',
  },
  TON_API_KEY: {
    group: 'Delivery',
    about: 'Key of that node; may be empty.',
    schema: text,
    default: '',
    secret: true,
  },
  TON_WALLET_MNEMONIC: {
    group: 'Delivery',
    about:
      'The 24 words of the wallet (V5R1) that pays suppliers: give it to workers only; other roles drop it. Keep little money in it.',
    schema: mnemonic,
    default: '',
    secret: true,
  },
} as const satisfies Record<string, Variable>;
