import type { Movement } from './Movements.tsx';
import type { Row } from '../../kit/Table.tsx';

/** What the server gives for the page of a refund or an adjustment. */
export interface RefundPageData {
  refund: Row;
  user: Row | undefined;
  trail: {
    at: string;
    actor: string;
    name: string | null;
    to: string;
    error: string | null;
    remark: string;
  }[];
  planned: Movement[];
  journals: { journal: Row; lines: Row[] }[];
  events: Row[];
  messages: Row[];
  isOwn: boolean;
}

/** "+19 TON", "−5 TON": what the user gets or loses. */
export function signed(refund: Row): string {
  return `${refund['direction'] === 'debit' ? '−' : '+'}${String(refund['amount'])}`;
}
