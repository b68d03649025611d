import {
  acknowledgeAlert,
  endSilence,
  makeLinkCode,
  saveAlertSettings,
  silenceAlert,
  unlinkChat,
  unlinkGroup,
} from '../../src/alerts/index.ts';
import { markErrors } from '../../src/errors/index.ts';
import { setRefundLimit } from '../../src/refunds/index.ts';
import { setSwitch } from '../../src/switches/index.ts';
import { TON } from '../kit/money.ts';
import type { Everything } from './everything.ts';
import { all, type UseCase } from './useCase.ts';

/** Use cases about running the shop: switches, limits, alerts and errors. */
export function operationsOf(made: Everything): readonly UseCase[] {
  const reason = 'for the walk';
  return [
    ...all('edit', 'switches', [
      ['setSwitch', (app, staffId) => setSwitch(app, { name: 'sell', enabled: false, note: '', staffId })],
    ]),
    ...all('resolve', 'errors', [
      [
        'markErrors',
        (app, staffId) => markErrors(app, { groupId: made.errorGroup, state: 'seen', note: '', staffId }),
      ],
    ]),
    ...all('take', 'alerts', [
      [
        'acknowledgeAlert',
        (app, staffId) => acknowledgeAlert(app, { alertId: made.alert, staffId }),
        { among: 'money' },
      ],
      ['makeLinkCode', (app, staffId) => makeLinkCode(app, { staffId, place: 'person' }), { among: 'any' }],
      [
        'saveAlertSettings',
        (app, staffId) =>
          saveAlertSettings(app, { staffId, muted: [], least: 'warning', quiet: null, wakes: true }),
        { among: 'any', otherwise: 'ALERTS_NOT_LINKED' },
      ],
      [
        'unlinkChat',
        (app, staffId) => unlinkChat(app, { staffId }),
        { among: 'any', otherwise: 'ALERTS_NOT_LINKED' },
      ],
    ]),
    ...all('manage', 'alerts', [
      [
        'silenceAlert',
        (app, staffId) => {
          const until = new Date(Date.now() + 3_600_000);
          return silenceAlert(app, { alertId: made.alert, staffId, until, remark: reason });
        },
        { among: 'money' },
      ],
      [
        'endSilence',
        (app, staffId) => endSilence(app, { alertId: made.alert, staffId }),
        { among: 'money', otherwise: 'ALREADY_SO' },
      ],
    ]),
    ...all('edit', 'alerts', [
      ['makeLinkCode of a group', (app, staffId) => makeLinkCode(app, { staffId, place: 'group' })],
      [
        'unlinkGroup',
        (app, staffId) => unlinkGroup(app, { staffId, receiverId: 7n }),
        { otherwise: 'ALERTS_NOT_LINKED' },
      ],
    ]),
    ...all('edit', 'limits', [
      [
        'setRefundLimit',
        (app, staffId) =>
          setRefundLimit(app, {
            kind: 'refund',
            role: 'support',
            requestUpTo: TON,
            approvalAbove: 0n,
            canApprove: false,
            staffId,
            reason,
          }),
      ],
    ]),
  ];
}
