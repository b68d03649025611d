import { z } from 'zod';
import { recheckOrder as recheck } from '../../../payments/index.ts';
import { defineAction } from '../../access/actions.ts';

/** Asks the provider now, instead of waiting for the next poll. The answer is booked like any other. */
export const recheckOrder = defineAction({
  name: 'recheck',
  label: ['Проверить оплату', 'Re-check payment'],
  consequence: [
    'Спросим платёжную систему об этом заказе сейчас. Если оплата пришла, она зачислится один раз.',
    'Asks the provider about this order now. If the payment came, it is credited, once.',
  ],
  subject: 'orders',
  right: 'recheck',
  kind: 'record',
  icon: 'RefreshCw',
  form: [],
  offered: (order) => order['kind'] !== 'balance_purchase',
  outside: true,
  input: z.object({}),
  run: async (call) => {
    const invoice = await recheck(call.app, {
      orderId: call.id,
      staffId: call.staff.id,
      correlationId: call.actor.correlationId,
    });
    return {
      after: { invoice: invoice.id, status: invoice.status, received: invoice.received },
      notice: ['Платёжная система ответила, данные обновлены', 'The provider answered, data are up to date'],
    };
  },
});
