import { HISTORY_FILTERS, type HistoryFilter } from '../callbacks.ts';
import type { Texts } from '../texts/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, rows, type Button, type Screen } from './screen.ts';

type KindName = keyof Texts['history']['kinds'];
type StatusName = keyof Texts['history']['statuses'];

/** One operation as a list shows it. */
export interface OperationLine {
  readonly id: string;
  readonly kind: KindName;
  readonly status: StatusName;
  /** Coins that moved, in minor units; signed from the user's side where that is known. */
  readonly amount: bigint;
  readonly stars: number;
  readonly at: Date;
}

export interface HistoryState {
  readonly filter: HistoryFilter;
  readonly items: readonly OperationLine[];
  /** Id of the last shown operation when there are older ones. */
  readonly olderThan: string | undefined;
  readonly isFirstPage: boolean;
}

/** Operations on one page: each is a button, so a page stays short. */
export const HISTORY_PAGE = 6;

export function historyScreen(state: HistoryState, w: Words): Screen {
  const { history } = w.t;
  const items = state.items.map((item) => [
    button(operationLabel(item, w), { do: 'transaction_{uuid}', uuid: item.id }),
  ]);
  const filters = HISTORY_FILTERS.map((filter) =>
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
      ...rows(filters, 2),
      [button(w.t.common.toBalance, { do: 'back_to_balance' }), homeButton(w)],
    ],
  };
}

/** One operation in a line of text. */
export function operationLine(item: OperationLine, w: Words): string {
  const moved = value(item, w);
  return `• ${w.t.history.kinds[item.kind]}${moved === '' ? '' : ` · <b>${moved}</b>`} · ${w.t.history.statuses[item.status]}`;
}

function operationLabel(item: OperationLine, w: Words): string {
  const [mark = ''] = w.t.history.statuses[item.status].split(' ');
  // One sign is enough in a narrow button: how it ended says more than of which kind it is.
  const kind = w.t.history.kinds[item.kind].replace(/^\S+ /, '');
  const parts = [`${mark} ${kind}`, value(item, w), w.day(item.at)];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Stars that have come, or gone, carry a sign; those of an unfinished order are only named. */
const MOVED: ReadonlySet<StatusName> = new Set<StatusName>(['paid', 'partly_refunded', 'posted']);

/** Rows of refunds tell both sides: what came and what went. */
const REFUNDS: ReadonlySet<KindName> = new Set<KindName>(['refund', 'refund_sent', 'refund_held']);

function value(item: OperationLine, w: Words): string {
  if (REFUNDS.has(item.kind))
    return [
      ...(item.amount === 0n ? [] : [signed(item.amount, (coins) => w.money(coins))]),
      ...(item.stars === 0 ? [] : [signed(BigInt(item.stars), (stars) => `${stars} ⭐`)]),
    ].join(' · ');
  if (item.stars !== 0) return `${item.stars > 0 && MOVED.has(item.status) ? '+' : ''}${item.stars} ⭐`;
  return w.money(item.amount);
}

/** "+40 TON", "−46 ⭐". */
function signed(amount: bigint, write: (amount: bigint) => string): string {
  return amount < 0n ? `−${write(-amount)}` : `+${write(amount)}`;
}

export interface TransactionState {
  readonly id: string;
  readonly kind: KindName;
  readonly status: StatusName;
  readonly amount: bigint;
  readonly stars: number;
  readonly bonusStars: number;
  readonly received: bigint | undefined;
  readonly fee: bigint | undefined;
  readonly createdAt: Date;
  readonly paidAt: Date | undefined;
  readonly orderId: string | undefined;
  readonly journalId: string | undefined;
  readonly providerId: string | undefined;
  /** The invoice can still be paid, or made where the provider was away. */
  readonly payable: boolean;
}

export function transactionScreen(state: TransactionState, w: Words): Screen {
  const { detail, kinds, statuses } = w.t.history;
  const isRefund = REFUNDS.has(state.kind);
  return {
    text: paragraphs(
      lines(detail.title(kinds[state.kind]), detail.status(statuses[state.status])),
      lines(
        state.amount !== 0n &&
          detail.amount(isRefund ? signed(state.amount, (coins) => w.money(coins)) : w.money(state.amount)),
        state.stars !== 0 &&
          detail.stars(
            isRefund ? signed(BigInt(state.stars), (stars) => w.stars(stars)) : w.stars(state.stars),
          ),
        state.bonusStars > 0 && detail.bonus(w.stars(state.bonusStars)),
        state.received !== undefined && state.received > 0n && detail.received(w.money(state.received)),
        state.fee !== undefined && state.fee > 0n && detail.fee(w.money(state.fee)),
      ),
      lines(
        detail.created(w.date(state.createdAt)),
        state.paidAt !== undefined && detail.paid(w.date(state.paidAt)),
      ),
      lines(
        state.orderId !== undefined && detail.order(state.orderId),
        state.journalId !== undefined && detail.journal(state.journalId),
        state.providerId !== undefined && detail.provider(state.providerId),
      ),
    ),
    buttons: [
      ...(state.payable && state.orderId !== undefined
        ? [[button(detail.open, { do: 'refresh_status_{uuid}', uuid: state.orderId })]]
        : []),
      [button(detail.ticket, { do: 'ticket_about_{uuid}', uuid: state.id })],
      [button(detail.back, { do: 'balance_history' }), homeButton(w)],
    ],
  };
}
