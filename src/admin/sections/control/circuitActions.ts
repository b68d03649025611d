import { z } from 'zod';
import { BREAKER_NAMES } from '../../../platform/index.ts';
import { defineAction } from '../../access/actions.ts';

/** Closes a circuit by hand, when a person knows that the service is back. The state is in Redis. */
export const resetCircuit = defineAction({
  name: 'reset',
  label: ['включено снова', 'reset'],
  subject: 'circuits',
  right: 'reset',
  kind: 'resource',
  icon: 'Power',
  outside: true,
  input: z.object({ name: z.enum(BREAKER_NAMES) }),
  run: async ({ app }, { name }) => {
    const breaker = app.breakers[name];
    const before = await breaker.state();
    await breaker.reset();
    return {
      before: { phase: before.phase, failures: before.failures },
      after: { phase: 'closed' },
      notice: ['Предохранитель включён снова', 'The circuit is closed again'],
      data: { id: name },
    };
  },
});
