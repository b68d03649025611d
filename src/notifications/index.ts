export { requeue, sendAgain, sendMissed, takeBack } from './again.ts';
export { ALONE_MS, aloneSince, countSetAside, type Owed } from './alone.ts';
export {
  NOTIFICATIONS,
  type DataOf,
  type News,
  type NotificationKind,
  type RefundNews,
} from './contracts.ts';
export { beginSend, endSend, recordDelivery, recordTry, type Outcome } from './delivery.ts';
export type { Follow, Progress } from './follow.ts';
export { notify, notifyAll, type NewNotification } from './notify.ts';
export {
  findNotification,
  isNotice,
  oldestWaiting,
  readNotification,
  type Notification,
  type NotificationOf,
  type NotificationState,
  type StoredNotification,
} from './rows.ts';
