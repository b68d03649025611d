import { FAQ_ACTIONS, REPLY_ACTIONS } from '../actions/content.ts';
import {
  changePrice,
  addPackage,
  changeSwitch,
  offerPackage,
  previewPrice,
  recheckOrder,
  withdrawPackage,
} from '../actions/shop.ts';
import { STAFF_ACTIONS } from '../actions/staff.ts';
import { TICKET_ACTIONS } from '../actions/tickets.ts';
import type { PanelAction } from '../actions/types.ts';
import { blockUser, holdUser, openUser, releaseUser } from '../actions/users.ts';
import { SOURCES, type Source } from '../catalog/index.ts';

/** Groups of the side bar, in their order. */
export const MENUS = ['support', 'shop', 'ledger', 'control'] as const;
export type Menu = (typeof MENUS)[number];

/** How a source is shown: its place in the menu, its columns per screen, its actions. */
export interface ResourceView {
  readonly source: Source;
  readonly menu: Menu;
  readonly icon: string;
  /** Column that names a record. */
  readonly title: string;
  readonly list: readonly string[];
  readonly filter: readonly string[];
  /** Absent: every column that may be seen. */
  readonly show?: readonly string[];
  readonly actions?: readonly PanelAction[];
  /** A component of its own for the page of one record. */
  readonly page?: string;
}

export const VIEWS: readonly ResourceView[] = [
  {
    source: SOURCES.tickets,
    menu: 'support',
    icon: 'MessageCircle',
    title: 'number',
    list: ['number', 'subject', 'status', 'priority', 'user_id', 'owner_name', 'created_at'],
    filter: ['number', 'status', 'priority', 'subject', 'user_id', 'order_id', 'created_at'],
    actions: TICKET_ACTIONS,
    page: 'TicketPage',
  },
  {
    source: SOURCES.users,
    menu: 'support',
    icon: 'Users',
    title: 'name',
    list: ['id', 'name', 'handle', 'telegram', 'status', 'language', 'bot_blocked', 'created_at'],
    filter: ['id', 'username', 'telegram_id', 'status', 'language', 'bot_blocked', 'created_at'],
    actions: [openUser, holdUser, blockUser, releaseUser],
    page: 'UserPage',
  },
  {
    source: SOURCES.canned_replies,
    menu: 'support',
    icon: 'Zap',
    title: 'title',
    list: ['title', 'body_ru', 'body_en', 'active'],
    filter: ['title', 'active'],
    actions: REPLY_ACTIONS,
  },
  {
    source: SOURCES.faq,
    menu: 'support',
    icon: 'HelpCircle',
    title: 'question_ru',
    list: ['position', 'question_ru', 'question_en', 'active'],
    filter: ['question_ru', 'question_en', 'active'],
    actions: FAQ_ACTIONS,
  },
  {
    source: SOURCES.orders,
    menu: 'shop',
    icon: 'ShoppingBag',
    title: 'id',
    list: ['created_at', 'kind', 'status', 'stars', 'amount', 'user_id', 'id'],
    filter: ['id', 'user_id', 'kind', 'status', 'created_at', 'correlation_id'],
    actions: [recheckOrder],
    page: 'OrderPage',
  },
  {
    source: SOURCES.invoices,
    menu: 'shop',
    icon: 'FileText',
    title: 'id',
    list: ['created_at', 'status', 'amount', 'received', 'fee', 'order_id', 'expires_at'],
    filter: ['id', 'order_id', 'status', 'is_final', 'provider_uuid', 'provider_order_id', 'created_at'],
  },
  {
    source: SOURCES.provider_events,
    menu: 'shop',
    icon: 'Radio',
    title: 'status',
    list: ['received_at', 'source', 'status', 'outcome', 'provider_order_id', 'processed_at'],
    filter: ['source', 'status', 'outcome', 'provider_uuid', 'provider_order_id', 'received_at'],
  },
  {
    source: SOURCES.notifications,
    menu: 'shop',
    icon: 'Bell',
    title: 'kind',
    list: ['created_at', 'kind', 'state', 'user_id', 'sent_at', 'error'],
    filter: ['user_id', 'kind', 'state', 'subject_id', 'created_at'],
  },
  {
    source: SOURCES.packages,
    menu: 'shop',
    icon: 'Package',
    title: 'stars',
    list: ['stars', 'price', 'list_price', 'discount', 'bonus_stars', 'active', 'version', 'valid_from'],
    filter: ['stars', 'active'],
    actions: [changePrice, previewPrice, addPackage, offerPackage, withdrawPackage],
  },
  {
    source: SOURCES.package_prices,
    menu: 'shop',
    icon: 'Clock',
    title: 'id',
    list: ['stars', 'version', 'price', 'list_price', 'bonus_stars', 'valid_from', 'author', 'reason'],
    filter: ['stars', 'author', 'valid_from', 'reason'],
  },
  {
    source: SOURCES.star_prices,
    menu: 'shop',
    icon: 'Star',
    title: 'id',
    list: ['id', 'price', 'valid_from', 'author', 'reason'],
    filter: ['valid_from', 'author'],
  },
  {
    source: SOURCES.ledger_accounts,
    menu: 'ledger',
    icon: 'Briefcase',
    title: 'name',
    list: ['name', 'kind', 'user_id', 'asset', 'balance', 'seq', 'frozen'],
    filter: ['account_id', 'kind', 'user_id', 'asset', 'frozen'],
  },
  {
    source: SOURCES.ledger_journals,
    menu: 'ledger',
    icon: 'BookOpen',
    title: 'journal_id',
    list: ['recorded_at', 'kind', 'reason', 'actor', 'order_id', 'journal_id'],
    filter: [
      'journal_id',
      'kind',
      'actor',
      'order_id',
      'invoice_id',
      'ticket_id',
      'recorded_at',
      'correlation',
    ],
    page: 'JournalPage',
  },
  {
    source: SOURCES.ledger_entries,
    menu: 'ledger',
    icon: 'List',
    title: 'id',
    list: ['recorded_at', 'account', 'side', 'amount', 'balance_after', 'other_account', 'journal_id'],
    filter: ['account_id', 'account', 'side', 'journal_id', 'recorded_at'],
  },
  {
    source: SOURCES.switches,
    menu: 'control',
    icon: 'ToggleRight',
    title: 'name',
    list: ['name', 'enabled', 'note', 'changed_by_name', 'changed_at'],
    filter: [],
    actions: [changeSwitch],
  },
  {
    source: SOURCES.staff,
    menu: 'control',
    icon: 'UserCheck',
    title: 'name',
    list: ['name', 'email', 'role', 'has_totp', 'locked_until', 'disabled_at'],
    filter: ['name', 'email', 'role'],
    actions: STAFF_ACTIONS,
  },
  {
    source: SOURCES.audit_log,
    menu: 'control',
    icon: 'Eye',
    title: 'action',
    list: ['at', 'staff_name', 'staff_role', 'action', 'subject_type', 'subject_id', 'ip'],
    filter: ['staff_id', 'action', 'subject_type', 'subject_id', 'at', 'correlation_id'],
  },
  {
    source: SOURCES.security_events,
    menu: 'control',
    icon: 'AlertTriangle',
    title: 'kind',
    list: ['at', 'kind', 'user_id', 'ip', 'details'],
    filter: ['kind', 'user_id', 'ip', 'at'],
  },
];
