import { expect, test } from 'vitest';
import { decideAlerts, type Look } from './decide.ts';
import type { Alert, Found } from './types.ts';

const T0 = new Date('2026-11-28T12:00:00Z');
const at = (minutes: number): Date => new Date(T0.getTime() + minutes * 60_000);

const found = (change: Partial<Found> = {}): Found => ({
  kind: 'queue',
  subject: 'polling',
  area: 'operation',
  severity: 'critical',
  detail: 'the queue polling is paused',
  ...change,
});
const saw = (...causes: Found[]): Look => ({ found: causes, isBlind: false });
const NOTHING = saw();
const BLIND: Look = { found: [], isBlind: true };

/** Runs the looks one after another, as the job does, and returns what was told, by minute. */
function told(
  looks: Readonly<Record<number, Look>>,
  { silenced = () => false, taken }: { silenced?: (minute: number) => boolean; taken?: number } = {},
): { events: string[]; alerts: Alert[] } {
  let alerts: Alert[] = [];
  const events: string[] = [];
  for (const [text, look] of Object.entries(looks)) {
    const minute = Number(text);
    if (taken !== undefined && minute >= taken)
      alerts = alerts.map((alert) => ({ ...alert, acknowledgedAt: alert.acknowledgedAt ?? at(taken) }));
    const known = { alerts, isSilenced: () => silenced(minute) };
    const decisions = decideAlerts(look, known, at(minute));
    for (const decision of decisions)
      events.push(...decision.events.map((event) => `${minute} ${event} ${decision.alert.kind}`));
    const changed = decisions.map(({ alert }, index): Alert => ({
      ...alert,
      id: alert.id ?? `${minute}-${index}`,
    }));
    alerts = [...alerts.filter(({ id }) => !changed.some((one) => one.id === id)), ...changed];
  }
  return { events, alerts };
}

/** A look for each minute of a period. */
const each = (from: number, to: number, look: Look): Record<number, Look> =>
  Object.fromEntries(Array.from({ length: to - from + 1 }, (_, index) => [from + index, look]));

test('a cause, when it lasts, then one alert is raised once', () => {
  const { events, alerts } = told(each(0, 10, saw(found())));
  expect(events).toEqual(['0 raised queue']);
  expect(alerts).toHaveLength(1);
});

test('two causes of one kind, when both are there, then each has its alert', () => {
  const both = saw(found(), found({ subject: 'fraud' }));
  expect(told({ 0: both, 1: both }).events).toEqual(['0 raised queue', '0 raised queue']);
});

test('a cause, when it stays away for three minutes, then its alert ends once', () => {
  const { events, alerts } = told({ 0: saw(found()), ...each(1, 10, NOTHING) });
  expect(events).toEqual(['0 raised queue', '4 ended queue']);
  expect(alerts[0]?.endedAt).toEqual(at(4));
});

test('a cause, when it comes and goes within three minutes, then nothing more is told', () => {
  const flapping = Object.fromEntries(
    Array.from({ length: 30 }, (_, minute) => [minute, minute % 3 === 0 ? saw(found()) : NOTHING]),
  );
  expect(told(flapping).events).toEqual(['0 raised queue', '15 escalated queue']);
});

test('a cause, when it comes back soon after its end, then the next end waits twice as long', () => {
  const { events } = told({
    0: saw(found()),
    ...each(1, 9, NOTHING),
    10: saw(found()),
    ...each(11, 30, NOTHING),
  });
  expect(events).toEqual(['0 raised queue', '4 ended queue', '10 raised queue', '17 ended queue']);
});

test('a cause, when it comes back an hour after its end, then it is as new', () => {
  const { events } = told({
    0: saw(found()),
    ...each(1, 5, NOTHING),
    70: saw(found()),
    ...each(71, 80, NOTHING),
  });
  expect(events.slice(2)).toEqual(['70 raised queue', '74 ended queue']);
});

test('an alert, when a source could not be read, then nothing ends', () => {
  expect(told({ 0: saw(found()), ...each(1, 14, BLIND) }).events).toEqual(['0 raised queue']);
  const { events } = told({ 0: saw(found()), ...each(1, 9, BLIND), ...each(10, 13, NOTHING) });
  expect(events.at(-1)).toBe('13 ended queue');
});

test('a kind with patience, when its cause passes before, then nobody hears of it', () => {
  const blip = found({ kind: 'redis', subject: '' });
  const { events, alerts } = told({ 0: saw(blip), ...each(1, 5, NOTHING) });
  expect(events).toEqual([]);
  expect(alerts[0]?.endedAt).not.toBeNull();
});

test('a kind with patience, when its cause stays, then it is told after it', () => {
  const away = found({ kind: 'redis', subject: '' });
  expect(told(each(0, 5, saw(away))).events).toEqual(['1 raised redis']);
});

test.each([
  ['critical' as const, 15],
  ['warning' as const, 240],
])(
  'an alert that is %s, when nobody acknowledges it for %i minutes, then it is escalated once',
  (severity, minutes) => {
    const look = saw(found({ severity }));
    const { events } = told({ 0: look, [minutes - 1]: look, [minutes]: look, [minutes + 500]: look });
    expect(events).toEqual(['0 raised queue', `${minutes} escalated queue`]);
  },
);

test('an alert, when somebody acknowledged it, then it is not escalated, and its end is told', () => {
  const looks = { ...each(0, 20, saw(found())), ...each(21, 25, NOTHING) };
  expect(told(looks, { taken: 5 }).events).toEqual(['0 raised queue', '24 ended queue']);
});

test('an alert, when somebody acknowledged it before anybody was told, then nobody is told', () => {
  const looks = { ...each(0, 9, saw(found({ kind: 'schedule', subject: 'x' }))), ...each(10, 15, NOTHING) };
  expect(told(looks, { taken: 1 }).events).toEqual([]);
});

test('a silenced cause, when it comes, stays and goes, then nothing is told, and the alert is there all the same', () => {
  const looks = { ...each(0, 30, saw(found())), ...each(31, 35, NOTHING) };
  const { events, alerts } = told(looks, { silenced: () => true });
  expect(events).toEqual([]);
  expect(alerts).toHaveLength(1);
});

test('a silence, when it ends while the cause is there, then the alert is told then', () => {
  const looks = each(0, 30, saw(found()));
  expect(told(looks, { silenced: (minute) => minute < 20 }).events).toEqual(['20 raised queue']);
});

test('an alert, when its sign gets worse, then it is as bad as the sign', () => {
  const { alerts } = told({ 0: saw(found({ severity: 'warning' })), 1: saw(found()) });
  expect(alerts.map(({ severity }) => severity)).toEqual(['critical']);
});
