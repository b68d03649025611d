export * from './content.ts';
export * from './contentAdmin.ts';
export * from './merge.ts';
export * from './notifications.ts';
export * from './reading.ts';
export * from './shownErrors.ts';
export * from './staffSide.ts';
export * from './states.ts';
export { REPLY_MAX } from './text.ts';
export { waitedMs } from './clocks.ts';
export {
  clocksOf,
  TICKET_PRIORITIES,
  TICKET_SUBJECTS,
  type Ticket,
  type TicketSubject,
  type UserContent,
} from './types.ts';
export * from './userSide.ts';
