import { z } from 'zod';
import { AppError } from '../../../lib/index.ts';
import { probeSupplier, type Probe } from '../../../suppliers/index.ts';
import { API_SUPPLIERS } from '../../../treasury/index.ts';
import { defineAction } from '../../access/actions.ts';
import { moneyStyle } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';
import { TEXTS, type Unanswered } from './supplierTexts.ts';

/** What a supplier answered a moment ago. */
export interface ShownProbe {
  readonly key: Probe['key'];
  /** A reason where there was no answer. */
  readonly quotes: readonly string[] | Unanswered;
  readonly float: readonly string[] | Unanswered;
}

/** Asks a supplier for prices and our balance, as `supplier check` does. Buys nothing and changes nothing. */
export const probe = defineAction({
  name: 'probe',
  label: TEXTS.probe,
  subject: 'treasury',
  right: 'verify',
  kind: 'resource',
  icon: 'Activity',
  outside: true,
  input: z.object({ supplier: z.enum(API_SUPPLIERS) }),
  run: async ({ app }, { supplier: name }) => {
    const supplier = app.suppliers[name];
    if (!supplier) throw new AppError('DELIVERY_OFF');
    const { key, quotes, float } = await probeSupplier(supplier);
    const style = moneyStyle(app.config);
    const shown: ShownProbe = {
      key,
      quotes:
        quotes.is === 'later'
          ? quotes.why
          : quotes.quotes.map(
              ({ stars, cost }) => `${stars} ⭐ — ${moneyText(style, cost.amount, cost.asset)}`,
            ),
      float:
        float.is === 'later'
          ? float.why
          : float.costs.map(({ amount, asset }) => moneyText(style, amount, asset)),
    };
    return { unchanged: true, data: { probe: shown } };
  },
});
