import type { Sender } from './send.ts';

/** A waiting button looks broken after a while. But an early answer has no text, and to ask the provider takes time. */
export const EARLY_MS = 3000;

/** Answers one pressed button exactly once: with a text when the flow is quick, else silently and early. */
export interface CallbackAnswer {
  finish(text?: string, alert?: boolean): Promise<void>;
}

/** Starts when the update arrives, so that waiting for one's turn counts too. */
export function startCallbackAnswer(
  sender: Pick<Sender, 'answer'>,
  callbackId: string,
  earlyMs = EARLY_MS,
): CallbackAnswer {
  let answered: Promise<void> | undefined;
  const timer = setTimeout(() => {
    answered ??= sender.answer(callbackId);
  }, earlyMs);
  return {
    finish: (text, alert) => {
      clearTimeout(timer);
      answered ??= sender.answer(callbackId, text, alert);
      return answered;
    },
  };
}
