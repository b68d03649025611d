import { expect, test, vi } from 'vitest';
import { EARLY_MS, startCallbackAnswer } from './callbackAnswer.ts';

vi.useFakeTimers();

function pressed() {
  const answers: (string | undefined)[] = [];
  const answer = startCallbackAnswer(
    {
      answer: (_id, text) => {
        answers.push(text);
        return Promise.resolve();
      },
    },
    'a',
  );
  return { answer, answers };
}

test('a pressed button, when its turn is quick, then it is answered once with the text', async () => {
  const { answer, answers } = pressed();
  await vi.advanceTimersByTimeAsync(EARLY_MS - 1);
  await answer.finish('paid');
  await answer.finish();
  await vi.advanceTimersByTimeAsync(EARLY_MS);
  expect(answers).toEqual(['paid']);
});

test('a pressed button, when its turn takes long, then it is answered early, once and without a text', async () => {
  const { answer, answers } = pressed();
  await vi.advanceTimersByTimeAsync(EARLY_MS);
  expect(answers).toEqual([undefined]);
  await answer.finish('paid');
  expect(answers).toEqual([undefined]);
});
