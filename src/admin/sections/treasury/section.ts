import { resource, type Section } from '../section.ts';
import { readTreasuryPage } from './page.ts';
import { probe } from './probe.ts';
import { bookMovement, INCOMING_ACTIONS } from './actions.ts';
import { FLOAT_READINGS, SUPPLIER_QUOTES, TON_INCOMING, TREASURY_BOOKINGS } from './source.ts';
import { readSupplierPage } from './supplier.ts';

/** What lies where beside what the ledger says, what stars cost, and what is earned. */
export const treasury: Section = {
  at: import.meta.url,
  pages: [
    {
      name: 'treasury',
      label: ['Казначейство', 'Treasury'],
      menu: 'finance',
      subject: 'treasury',
      icon: 'DollarSign',
      component: 'Treasury',
      read: readTreasuryPage,
    },
    {
      name: 'suppliers',
      label: ['Поставщики звёзд', 'Suppliers of stars'],
      menu: 'finance',
      subject: 'treasury',
      icon: 'Truck',
      component: 'Suppliers',
      read: readSupplierPage,
      actions: [probe],
    },
  ],
  resources: [
    resource({
      source: TON_INCOMING,
      menu: 'finance',
      icon: 'ArrowDownCircle',
      title: 'tx_hash',
      list: ['at', 'status', 'amount', 'comment', 'booked_as', 'delivery_id', 'booked_by'],
      filter: ['status', 'booked_as', 'from_address', 'comment', 'delivery_id', 'at'],
      actions: INCOMING_ACTIONS,
    }),
    resource({
      source: TREASURY_BOOKINGS,
      menu: 'finance',
      icon: 'Book',
      title: 'key',
      list: ['created_at', 'kind', 'from_place', 'to_place', 'amount', 'proof', 'booked_by_name'],
      filter: ['kind', 'from_place', 'to_place', 'delivery_id', 'tx_hash', 'booked_by_name', 'created_at'],
      actions: [bookMovement],
    }),
    resource({
      source: FLOAT_READINGS,
      menu: 'finance',
      icon: 'Activity',
      title: 'id',
      list: ['place', 'amount', 'at', 'seen_at'],
      filter: ['place', 'asset', 'at'],
    }),
    resource({
      source: SUPPLIER_QUOTES,
      menu: 'finance',
      icon: 'Tag',
      title: 'id',
      list: ['at', 'supplier', 'stars', 'amount', 'star_cost', 'good_until'],
      filter: ['supplier', 'stars', 'asset', 'at'],
    }),
  ],
};
