import { readBackups } from '../../backup/index.ts';
import { readSigns } from '../../health/index.ts';
import { byLabel, figure, type Reading, type Value } from '../reading.ts';
import { certificates } from './certificates.ts';

const SEVERITIES = ['warning', 'critical'] as const;

/** Whether all is well: signs, alerts, backups, certificates, the proofs of the ledger. */
export const CARE_READINGS: readonly Reading[] = [
  {
    families: [
      {
        name: 'starboard_sign',
        help: 'Signs of ill health: 1 while a sign is there',
        labels: { sign: /^[\w.-]{1,60}$/, severity: ['degraded', 'unhealthy'] },
      },
    ],
    read: async ({ app }) => ({
      starboard_sign: (await readSigns(app)).map(({ name, severity }): Value => [
        { sign: name, severity },
        1,
      ]),
    }),
  },
  {
    families: [
      {
        name: 'starboard_alerts_open',
        help: 'Alerts of the product itself',
        labels: { severity: SEVERITIES },
      },
    ],
    read: async ({ app: { db } }) => {
      const { rows } = await db.query<{ severity: string; n: number }>(
        'SELECT severity, count(*)::integer AS n FROM alerts WHERE ended_at IS NULL GROUP BY severity',
      );
      return {
        starboard_alerts_open: byLabel('severity', SEVERITIES, { rows, of: ({ severity }) => severity }),
      };
    },
  },
  {
    families: [
      {
        name: 'starboard_backup_age_seconds',
        help: 'Seconds since the last backup, its last copy elsewhere, and the last trial restore that succeeded',
        labels: { what: ['backup', 'copy', 'drill'] },
      },
    ],
    read: async ({ app: { db, clock } }) => {
      const { good, goodDrill } = await readBackups(db);
      const at = { backup: good?.startedAt, copy: good?.copiedAt, drill: goodDrill?.startedAt };
      return {
        starboard_backup_age_seconds: Object.entries(at).flatMap(([what, time]): Value[] =>
          time ? [[{ what }, Math.round((clock.now().getTime() - time.getTime()) / 1000)]] : [],
        ),
      };
    },
  },
  {
    families: [
      {
        name: 'starboard_ledger_sealed_position',
        help: 'Transfers of the ledger that are sealed; it only grows',
      },
      { name: 'starboard_ledger_seal_age_seconds', help: 'Seconds since transfers were sealed last' },
      {
        name: 'starboard_ledger_check_age_seconds',
        help: 'Seconds since the last check of the ledger without a problem',
      },
      {
        name: 'starboard_ledger_closings_unpublished',
        help: 'Daily closings that did not reach their receiver',
      },
    ],
    read: async ({ app: { db } }) => {
      const row = await db.one<{
        position: bigint;
        seal: number | null;
        check: number | null;
        unpublished: number;
      }>(
        `SELECT ledger.sealed_position() AS position,
           (SELECT extract(epoch FROM now() - sealed_at)::integer FROM ledger.blocks ORDER BY number DESC LIMIT 1) AS seal,
           (SELECT extract(epoch FROM now() - checked_at)::integer FROM ledger.checkpoints) AS check,
           (SELECT count(*)::integer FROM ledger.closings WHERE published_at IS NULL) AS unpublished`,
      );
      const known = (seconds: number | null | undefined): readonly Value[] =>
        seconds === null || seconds === undefined ? [] : figure(seconds);
      return {
        starboard_ledger_sealed_position: figure(Number(row?.position ?? 0n)),
        starboard_ledger_seal_age_seconds: known(row?.seal),
        starboard_ledger_check_age_seconds: known(row?.check),
        starboard_ledger_closings_unpublished: figure(row?.unpublished ?? 0),
      };
    },
  },
  certificates(),
];
