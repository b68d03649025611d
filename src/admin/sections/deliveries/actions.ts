import { z } from 'zod';
import {
  adoptOrder,
  claimDelivery,
  confirmSent,
  doubtDelivery,
  giveBackDelivery,
  markSent,
  refuseDelivery,
  releaseDelivery,
  resolveDelivery,
  retryDelivery,
  type Delivery,
  type DeliveryContext,
} from '../../../delivery/index.ts';
import { AppError } from '../../../lib/index.ts';
import { defineAction, type ActionCall, type FormField, type PanelAction } from '../../access/actions.ts';
import { findRows } from '../../access/reader/index.ts';
import { isOffered, type Step } from './offers.ts';
import { DELIVERIES } from './source.ts';
import { STEPS, type Offer } from './steps.ts';

const SAID = z.string().trim().min(3).max(500);
const PROOF = z.string().trim().min(3).max(200);

const REMARK: FormField = {
  name: 'remark',
  label: ['Почему (останется в истории)', 'Why (stays in the history)'],
  type: 'textarea',
  required: true,
};
const PROOF_FIELD: FormField = {
  name: 'proof',
  label: ['Подтверждение: номер перевода или ссылка', 'Proof: number of the transfer, or a link'],
  type: 'text',
  required: true,
};

interface Pressed {
  readonly deliveryId: string;
  readonly staffId: bigint;
}

/** A person's step with one delivery. `STEPS` says its name, when it is offered and what it leads to. */
function action<I extends object>(
  name: Step,
  form: readonly FormField[],
  input: z.ZodType<I>,
  run: (app: DeliveryContext, given: Pressed & I) => Promise<Delivery>,
): PanelAction {
  const { label, consequence, right, icon, done, isOutside }: Offer = STEPS[name];
  return defineAction({
    name,
    label,
    consequence,
    subject: 'deliveries',
    right,
    kind: 'record',
    icon,
    form,
    ...(isOutside && { outside: true as const }),
    offered: (params, staff, config) => isOffered(name, params, { staff, config }),
    input,
    run: async ({ app, id, staff, row }, given) => {
      const after = await run(app, { ...given, deliveryId: id, staffId: staff.id });
      return {
        before: stateOf(row),
        after: { status: after.status, error: after.error, ...given },
        notice: done,
      };
    },
  });
}

function stateOf(row: ActionCall['row']): Record<string, unknown> {
  return { status: row['status'], stars: row['stars'], error: row['error'] };
}

const NOTHING = z.object({});
const WHY = z.object({ remark: SAID });

/**
 * Shows the account and the note in clear text. The audit row says that a person looked, and contains neither.
 */
const openRecipient = defineAction({
  name: 'openRecipient',
  label: ['Показать получателя', 'Show the recipient'],
  subject: 'deliveries',
  right: 'open',
  kind: 'record',
  icon: 'Eye',
  button: false,
  input: NOTHING,
  run: async ({ app, id, ability }) => {
    const [row] = await findRows(app.db, { ability, source: DELIVERIES, action: 'open' }, [id]);
    if (!row) throw new AppError('FORBIDDEN');
    const { recipient, recipient_name: recipientName, note } = row;
    return { data: { recipient: recipient ?? '', recipientName: recipientName ?? '', note: note ?? '' } };
  },
});

export const DELIVERY_ACTIONS: readonly PanelAction[] = [
  action('claimDelivery', [], NOTHING, claimDelivery),
  action('markSent', [PROOF_FIELD], z.object({ proof: PROOF }), markSent),
  action('giveBack', [REMARK], WHY, (app, { remark, ...given }) =>
    giveBackDelivery(app, { ...given, reason: remark }),
  ),
  action('confirmSent', [], NOTHING, confirmSent),
  action('releaseDelivery', [REMARK], WHY, releaseDelivery),
  action('sendDelivery', [], NOTHING, retryDelivery),
  action('askSupplier', [], NOTHING, retryDelivery),
  action(
    'adoptOrder',
    [
      {
        name: 'ref',
        label: ['Номер заказа у поставщика', 'Number of the order at the supplier'],
        type: 'text',
        required: true,
      },
      REMARK,
    ],
    z.object({ ref: z.string().trim().min(1).max(200), remark: SAID }),
    adoptOrder,
  ),
  action('resolveArrived', [PROOF_FIELD, REMARK], z.object({ proof: PROOF, remark: SAID }), (app, given) =>
    resolveDelivery(app, { ...given, as: 'confirmed' }),
  ),
  action('resolveNotSent', [REMARK], WHY, (app, given) => resolveDelivery(app, { ...given, as: 'failed' })),
  action('doubtDelivery', [REMARK], WHY, doubtDelivery),
  action('refuseDelivery', [REMARK], WHY, refuseDelivery),
  openRecipient,
];
