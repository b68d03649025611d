import { z } from 'zod';
import { AppError } from '../../../lib/index.ts';
import {
  createPackage,
  findPriceVersion,
  previewPrice,
  requestPrice,
  rewriteDraft,
  type PriceChange,
  type PriceTerms,
} from '../../../shop/index.ts';
import { PACKAGE_FORM, PRICE_FORM } from './fields.ts';
import { priceView } from './priceView.ts';
import { asked, changeOf, DONE, isIn, PRICE_STEPS, soldNow, told } from './priceSteps.ts';
import { defineAction, type ActionCall, type ActionResult, type PanelAction } from '../../access/actions.ts';
import { TIMES, TERMS, REASON, REQUEST, termsFrom, timesFrom, requestOf } from './priceInput.ts';

/** The name of an action that takes existing terms unchanged, and when it is offered. */
type Again = Pick<PanelAction, 'name' | 'label' | 'offered'>;
const edit = { subject: 'packages', right: 'edit', kind: 'record' } as const;

/** The package of a record, and the terms that it says. Null: the price of one star. */
type About = (call: ActionCall) => Promise<{ packageId: bigint | null; terms?: PriceTerms }>;

const ABOUT = {
  packages: async ({ id }) => ({ packageId: BigInt(id) }),
  star_prices: async (call) => aboutVersion(call),
  package_prices: async (call) => aboutVersion(call),
  price_changes: async (call) => {
    const change = await changeOf(call);
    return { packageId: change.packageId, terms: termsOfRow(change) };
  },
} satisfies Record<string, About>;

async function aboutVersion({ app, id }: ActionCall): ReturnType<About> {
  const version = await findPriceVersion(app.db, BigInt(id));
  if (!version) throw new AppError('PACKAGE_UNKNOWN');
  return { packageId: version.packageId, terms: termsOfRow(version) };
}

function termsOfRow({
  price,
  listPrice,
  bonusStars,
}: Pick<PriceChange, 'price' | 'listPrice' | 'bonusStars'>): PriceTerms {
  return { price, listPrice, bonusStars, reason: '' };
}

/** Shows the effect of the typed terms and the bot's screens. Writes nothing. */
const preview = (about: About): PanelAction =>
  defineAction({
    ...edit,
    name: 'previewPrice',
    label: ['Посмотреть, что выйдет', 'Preview'],
    icon: 'Eye',
    button: false,
    form: PRICE_FORM,
    input: TERMS,
    run: async (call, input) => {
      const { packageId } = await about(call);
      const plan = await previewPrice(call.app, { packageId, terms: termsFrom(call, input, '-') });
      const seesCost = call.ability.can('see', 'treasury');
      const view = await priceView(call, plan, { packageId, staffId: call.staff.id, seesCost });
      return { unchanged: true, data: { preview: view } };
    },
  });

/** A new version with typed terms. */
const change = (about: About): PanelAction =>
  defineAction({
    ...edit,
    name: 'changePrice',
    label: ['Изменить цену', 'Change price'],
    icon: 'Edit2',
    component: 'PriceForm',
    form: PRICE_FORM,
    input: TERMS.extend(REQUEST),
    run: async (call, input) => {
      const { packageId } = await about(call);
      return ask(call, input, { packageId, terms: termsFrom(call, input, input.reason) });
    },
  });

/** The terms of an earlier version or change again. They pass the same guard as any other change. */
const again = (about: About, what: Again): PanelAction =>
  defineAction({
    ...edit,
    ...what,
    icon: 'RotateCcw',
    component: 'PriceForm',
    form: PRICE_FORM,
    input: z.object({ ...TIMES, ...REQUEST }),
    run: async (call, input) => {
      const { packageId, terms } = await about(call);
      if (!terms) throw new AppError('PACKAGE_UNKNOWN');
      const same = { ...terms, ...timesFrom(input), reason: input.reason };
      return ask(call, input, { packageId, terms: same });
    },
  });

async function ask(
  call: ActionCall,
  input: Parameters<typeof requestOf>[1],
  what: { packageId: bigint | null; terms: PriceTerms },
): Promise<ActionResult> {
  const before = await soldNow(call, what.packageId);
  return { ...asked(call, await requestPrice(call.app, { ...requestOf(call, input), ...what })), before };
}

const addPackage = defineAction({
  ...edit,
  name: 'addPackage',
  label: ['Новый пакет', 'New package'],
  kind: 'resource',
  icon: 'Plus',
  form: PACKAGE_FORM,
  input: TERMS.extend({ ...REQUEST, stars: z.coerce.number().int().min(1).max(1_000_000) }),
  run: async (call, input) => {
    const terms = termsFrom(call, input, input.reason);
    return asked(
      call,
      await createPackage(call.app, { ...requestOf(call, input), stars: input.stars, terms }),
    );
  },
});

const rewrite = defineAction({
  ...edit,
  name: 'rewrite',
  label: ['Изменить черновик', 'Edit the draft'],
  icon: 'Edit2',
  component: 'PriceForm',
  form: PRICE_FORM,
  offered: isIn(['draft'], 'own'),
  input: TERMS.extend({ reason: REASON }),
  run: async (call, input) => {
    const before = await changeOf(call);
    const after = await rewriteDraft(call.app, {
      changeId: before.id,
      staffId: call.staff.id,
      terms: termsFrom(call, input, input.reason),
    });
    return { before: told(before), after: told(after), notice: DONE.draft, data: { id: call.id } };
  },
});

const ROLL_BACK: Again = {
  name: 'rollBack',
  label: ['Вернуть эту версию', 'Roll back to this version'],
  offered: (params) => params['price_state'] !== 'in_force',
};
const ASK_AGAIN: Again = {
  name: 'askAgain',
  label: ['Запросить ещё раз', 'Ask again'],
  offered: (params) => params['status'] !== 'draft' && params['status'] !== 'waiting',
};

export const PACKAGE_ACTIONS = [change(ABOUT.packages), preview(ABOUT.packages), addPackage];
export const STAR_PRICE_ACTIONS = [
  change(ABOUT.star_prices),
  preview(ABOUT.star_prices),
  again(ABOUT.star_prices, ROLL_BACK),
];
export const PACKAGE_PRICE_ACTIONS = [again(ABOUT.package_prices, ROLL_BACK), preview(ABOUT.package_prices)];
export const PRICE_CHANGE_ACTIONS = [
  ...PRICE_STEPS,
  rewrite,
  again(ABOUT.price_changes, ASK_AGAIN),
  preview(ABOUT.price_changes),
];
