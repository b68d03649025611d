export { followAnswers, resendNotification, resendReply } from './answers.ts';
export { countForgotten, countUnattended, countUnwatched, noteDeskSeen } from './attendance.ts';
export * from './content.ts';
export * from './edits.ts';
export * from './endTicket.ts';
export * from './inbox.ts';
export * from './merge.ts';
export * from './openUpdates.ts';
export * from './reading.ts';
export { listOpenTickets } from './room.ts';
export * from './shownErrors.ts';
export * from './staffSide.ts';
export * from './states.ts';
export { REPLY_MAX } from './text.ts';
export { waitedMs } from './clocks.ts';
export {
  clocksOf,
  FILE_MAX_BYTES,
  TICKET_PRIORITIES,
  TICKET_SUBJECTS,
  type Ticket,
  type TicketMessage,
  type TicketSubject,
  type UserContent,
} from './types.ts';
export * from './topics.ts';
export { addUserMessage, openTicket, rateTicket, reopenTicket } from './userSide.ts';
