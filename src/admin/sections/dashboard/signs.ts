import { readSignName, titleOf } from '../../../alerts/index.ts';
import { readSigns, type Sign } from '../../../health/index.ts';
import type { Access } from '../../access/panel.ts';
import type { Pair } from '../../words/pair.ts';

/** A sign of ill health, and who caused it, if a person did. */
export interface SignView extends Pick<Sign, 'severity' | 'text'> {
  /** As people read it. */
  title: Pair;
  /** The stable part of the name, and its subject: `queue` and `polling`, `redis.writes` and nothing. */
  kind: string;
  about: string;
  since: string | null;
  by: string | null;
}

/** What is wrong now. Circuits have their own place on the first page. */
export async function readSignViews({ panel }: Access): Promise<SignView[]> {
  const signs = (await readSigns(panel.app)).filter(({ name }) => !name.startsWith('circuit.'));
  return Promise.all(
    signs.map(async ({ name, severity, text, since }) => {
      const { kind, subject: about } = readSignName(name);
      const pause = kind === 'queue' ? await whoPaused(panel, about) : undefined;
      return {
        title: titleOf(kind, about),
        kind,
        about,
        severity,
        text,
        since: (pause?.at ?? since)?.toISOString() ?? null,
        by: pause?.name ?? null,
      };
    }),
  );
}

async function whoPaused(
  { reads }: Access['panel'],
  queue: string,
): Promise<{ name: string; at: Date } | undefined> {
  return reads.one<{ name: string; at: Date }>(
    `SELECT staff_name AS name, at FROM audit_log
     WHERE action = 'queues.pause' AND subject_type = 'queues' AND subject_id IN ($1, 'all') ORDER BY at DESC LIMIT 1`,
    [queue],
  );
}
