import type { Sender } from './send.ts';

/** Telegram shows a waiting button for so long before it looks broken. */
const EARLY_MS = 1000;

/** Answers one pressed button exactly once: with a text when the flow is quick, else silently and early. */
export interface CallbackAnswer {
  finish(text?: string, alert?: boolean): Promise<void>;
}

/** Starts when the update arrives, so that waiting for one's turn counts too. */
export function startCallbackAnswer(sender: Sender, callbackId: string): CallbackAnswer {
  let answered: Promise<void> | undefined;
  const timer = setTimeout(() => {
    answered ??= sender.answer(callbackId);
  }, EARLY_MS);
  return {
    finish: (text, alert) => {
      clearTimeout(timer);
      answered ??= sender.answer(callbackId, text, alert);
      return answered;
    },
  };
}
