import type { AlertArea } from '../staff/index.ts';

/** A text in Russian and English. */
export type Pair = readonly [ru: string, en: string];

/** `critical`: somebody is not served, or money is at stake. `warning`: it works, and a person should look. */
export const SEVERITIES = ['warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * A kind of alert as data. A sign of ill health has the kind of its name without the subject: `queue.polling` is `queue`.
 * docs/alerts.md has a heading for each kind.
 */
export interface KindSpec {
  readonly area: AlertArea;
  /** By default as bad as its sign; a kind without a sign is a warning. */
  readonly severity?: Severity;
  /** It is told only after it was there for so many minutes, because it often passes by itself. */
  readonly patience?: number;
  /** While one of these is there, this one only follows from it and is not raised. */
  readonly dueTo?: readonly string[];
  /** The page of the back office where a person can do something about it. */
  readonly where?: string;
  /** `{{about}}` is the subject, here and in `where`. */
  readonly title: Pair;
  readonly why: Pair;
  readonly todo: Pair;
}

/** A cause that was found in this look. */
export interface Found {
  readonly kind: string;
  readonly subject: string;
  readonly area: AlertArea;
  readonly severity: Severity;
  /** Plain English for an operator. Nothing secret, and nothing about a buyer. */
  readonly detail: string;
}

/** An alert, from the first sight of its cause to its end. */
export interface Alert extends Found {
  readonly id: string;
  /** How often it came back soon after it had ended. */
  readonly returns: number;
  readonly raisedAt: Date;
  readonly seenAt: Date;
  /** The first look in a row that did not find the cause. */
  readonly goneAt: Date | null;
  readonly endedAt: Date | null;
  readonly toldAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly acknowledgedAt: Date | null;
}

export type AlertEvent = 'raised' | 'escalated' | 'ended';
