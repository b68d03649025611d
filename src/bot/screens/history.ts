import { HISTORY_FILTERS, type HistoryFilter } from '../callbacks.ts';
import type { Texts } from '../texts/index.ts';
import type { Words } from '../words.ts';
import { deliveryButton, sentButton } from './delivery.ts';
import { homeButton } from './home.ts';
import { idLines } from './proof.ts';
import { button, lines, paragraphs, rows, type Button, type Screen } from './screen.ts';

type KindName = keyof Texts['history']['kinds'];
type StatusName = keyof Texts['history']['statuses'];

/** One operation as a list shows it. */
export interface OperationLine {
  readonly id: string;
  readonly kind: KindName;
  readonly status: StatusName;
  /**
   * Coins and stars that moved so far, with the bonus. The sign is from the user's side, so they add up to the balance.
   */
  readonly coins: bigint;
  readonly stars: number;
  /** What an order is about: its price, its stars, and how many of them are a bonus. */
  readonly wanted?: { readonly price: bigint; readonly stars: number; readonly bonus: number } | undefined;
  readonly at: Date;
}

export interface HistoryState {
  readonly filter: HistoryFilter;
  readonly items: readonly OperationLine[];
  /** Id of the last shown operation, if there are older ones. */
  readonly olderThan: string | undefined;
  readonly isFirstPage: boolean;
  /** Stars of the balance can be sent to an account. */
  readonly canSend: boolean;
}

/** Operations on one page. Each is a button, so a page stays short. */
export const HISTORY_PAGE = 6;

export function historyScreen(state: HistoryState, w: Words): Screen {
  const { history } = w.t;
  const items = state.items.map((item) => [
    button(operationLabel(item, w), { do: 'transaction_{uuid}', uuid: item.id }),
  ]);
  const shown = HISTORY_FILTERS.filter(
    (filter) => filter !== 'delivery' || state.canSend || state.filter === filter,
  );
  const filters = shown.map((filter) =>
    button(`${filter === state.filter ? '• ' : ''}${history.filters[filter]}`, {
      do: 'history_{filter}',
      filter,
    }),
  );
  const pages: Button[] = [
    ...(state.isFirstPage ? [] : [button(history.newest, { do: 'history_{filter}', filter: state.filter })]),
    ...(state.olderThan === undefined
      ? []
      : [
          button(history.older, {
            do: 'history_{filter}_{uuid}',
            filter: state.filter,
            uuid: state.olderThan,
          }),
        ]),
  ];
  return {
    text: paragraphs(
      history.title,
      state.items.length > 0
        ? history.shown(history.filters[state.filter])
        : state.filter === 'all'
          ? history.empty
          : history.emptyFiltered,
    ),
    buttons: [
      ...items,
      ...(pages.length === 0 ? [] : [pages]),
      ...(state.filter === 'delivery' ? [[sentButton(w)]] : []),
      ...rows(filters, 2),
      [button(w.t.common.toBalance, { do: 'back_to_balance' }), homeButton(w)],
    ],
  };
}

/** One operation as a line of text. */
export function operationLine(item: OperationLine, w: Words): string {
  const moved = value(item, w);
  return `• ${w.t.history.kinds[item.kind]}${moved === '' ? '' : ` · <b>${moved}</b>`} · ${w.t.history.statuses[item.status]}`;
}

function operationLabel(item: OperationLine, w: Words): string {
  const [mark = ''] = w.t.history.statuses[item.status].split(' ');
  // A narrow button has room for one sign. How the operation ended says more than its kind.
  const kind = w.t.history.kinds[item.kind].replace(/^\S+ /, '');
  const parts = [`${mark} ${kind}`, value(item, w), w.day(item.at)];
  return parts.filter((part) => part !== '').join(' · ');
}

/**
 * An amount that moved carries a sign. An unfinished order only names its amount. A purchase names what was paid for
 * it, from the balance or not. A top-up names what came of the amount asked for.
 */
function value({ coins, stars, wanted }: OperationLine, w: Words): string {
  const moved = [stars !== 0 && `${signed(stars)} ⭐`, coins !== 0n && money(coins, w)].filter(Boolean);
  if (!wanted) return moved.join(' · ');
  if (wanted.stars > 0)
    return stars === 0
      ? `${wanted.stars} ⭐ · ${w.money(wanted.price)}`
      : `${signed(wanted.stars)} ⭐${wanted.bonus > 0 ? ` (+${wanted.bonus})` : ''} · ${money(-wanted.price, w)}`;
  if (coins === 0n) return w.money(wanted.price);
  return coins < wanted.price ? w.t.history.of(money(coins, w), w.money(wanted.price)) : money(coins, w);
}

/** With a real minus sign. */
function money(minor: bigint, w: Words): string {
  return minor < 0n ? `−${w.money(-minor)}` : `+${w.money(minor)}`;
}

function signed(n: number): string {
  return n < 0 ? `−${-n}` : `+${n}`;
}

export interface TransactionState extends OperationLine {
  /** The one sentence about a payment. Absent for an operation that is not a payment. */
  readonly said: string | undefined;
  /** What came for it, if it was paid by invoice. */
  readonly received: bigint;
  readonly credited: bigint;
  readonly paidAt: Date | undefined;
  readonly orderId: string | undefined;
  /** The transfer on its chain. */
  readonly txid: string | undefined;
  /** Its page in an explorer, and the provider's id of the invoice. */
  readonly link?: string | undefined;
  readonly providerId?: string | undefined;
  /** There is a receipt to keep. */
  readonly hasProof?: boolean;
  /** Its payment screen has something to do. */
  readonly deliveryId?: string | undefined;
  /** There is something to do at its payment screen. */
  readonly canOpen: boolean;
}

export function transactionScreen(state: TransactionState, w: Words): Screen {
  const { detail, kinds, statuses } = w.t.history;
  const { wanted, coins, stars, received, credited } = state;
  return {
    text: paragraphs(
      lines(detail.title(kinds[state.kind]), detail.status(statuses[state.status]), state.said),
      lines(
        wanted &&
          (wanted.stars > 0 ? detail.price(w.money(wanted.price)) : detail.asked(w.money(wanted.price))),
        wanted && wanted.stars > 0 && detail.stars(w.stars(wanted.stars)),
        wanted && wanted.bonus > 0 && detail.bonus(w.stars(wanted.bonus)),
        !wanted && stars !== 0 && detail.stars(signed(stars)),
        received > 0n && detail.received(w.money(received)),
        credited > 0n && detail.credited(money(credited, w)),
        credited === 0n && coins > 0n && detail.credited(money(coins, w)),
        coins < 0n && detail.taken(money(coins, w)),
      ),
      lines(
        detail.created(w.date(state.at)),
        state.paidAt !== undefined && detail.paid(w.date(state.paidAt)),
      ),
      lines(state.orderId !== undefined && detail.order(state.orderId), ...idLines(state, w)),
    ),
    buttons: [
      ...(state.canOpen && state.orderId !== undefined
        ? [[button(detail.open, { do: 'refresh_status_{uuid}', uuid: state.orderId })]]
        : []),
      ...(state.deliveryId === undefined ? [] : [[deliveryButton(state.deliveryId, w)]]),
      ...(state.hasProof === true && state.orderId !== undefined
        ? [[button(detail.proof, { do: 'receipt_{uuid}', uuid: state.orderId })]]
        : []),
      [button(detail.ticket, { do: 'ticket_about_{uuid}', uuid: state.id })],
      [button(detail.back, { do: 'balance_history' }), homeButton(w)],
    ],
  };
}
