export * from './content.ts';
export * from './notifications.ts';
export * from './reading.ts';
export * from './staffSide.ts';
export * from './states.ts';
export { MESSAGE_MAX, REPLY_MAX } from './text.ts';
export {
  MESSAGE_KINDS,
  TICKET_PRIORITIES,
  TICKET_SUBJECTS,
  type Delivery,
  type MessageKind,
  type Ticket,
  type TicketMessage,
  type TicketPriority,
  type TicketSubject,
  type UserContent,
} from './types.ts';
export * from './userSide.ts';
