import type { ShownAlert } from '../../src/alerts/index.ts';
import { kindOf, titleOf } from '../../src/alerts/index.ts';
import * as s from '../../src/bot/screens/index.ts';
import type { Words } from '../../src/bot/words.ts';
import { now, UUID } from './galleryPayments.ts';

const NASTY_NAME = '<b>&"</b>';

const alert = (change: Partial<ShownAlert> = {}): ShownAlert => ({
  alertId: `${UUID}9`,
  severity: 'critical',
  title: titleOf('queue', NASTY_NAME),
  why: kindOf('queue').why,
  todo: kindOf('queue').todo,
  detail: `the queue ${NASTY_NAME} is paused`,
  raisedAt: new Date(now.getTime() - 3_600_000),
  endedAt: null,
  takenBy: null,
  link: 'https://office.example/admin/resources/alerts/records/1/show',
  ...change,
});

/** What staff see in their chats. */
export function everyAlertScreen(w: Words): Record<string, s.Screen> {
  return {
    alertRaised: s.alertScreen({ event: 'raised', alert: alert() }, w),
    alertEscalated: s.alertScreen({ event: 'escalated', alert: alert({ severity: 'warning' }) }, w),
    alertTaken: s.alertScreen({ event: 'raised', alert: alert({ takenBy: NASTY_NAME, link: null }) }, w),
    alertEnded: s.alertScreen({ event: 'ended', alert: alert({ endedAt: now }) }, w),
    staffLinked: s.linkedScreen({ name: NASTY_NAME }, w),
    staffCodeWrong: s.linkedScreen({ wrong: 'badCode' }, w),
    staffCodesTooMany: s.linkedScreen({ wrong: 'tooMany' }, w),
    alertGroupLinked: s.linkedGroupScreen(true, w),
    alertGroupCodeWrong: s.linkedGroupScreen(false, w),
  };
}
