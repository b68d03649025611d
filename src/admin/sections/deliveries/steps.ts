import type { StaffStep } from '../../../delivery/index.ts';
import type { Action } from '../../../staff/index.ts';
import type { Pair } from '../../words/pair.ts';

/** A button: when it fits, who may press it, and what it does with the stars and the money. */
export interface Offer {
  /** The row of the table of steps that says when it fits. */
  readonly step: StaffStep;
  readonly right: Action;
  readonly icon: string;
  readonly label: Pair;
  readonly consequence: Pair;
  readonly done: Pair;
  /** `own`: only for a delivery that this person took. `others`: only for one that another person sent. */
  readonly whose?: 'own' | 'others';
  /** Only in a shop whose supplier sends the stars. */
  readonly isOfSupplier?: true;
  /** It calls the supplier. */
  readonly isOutside?: true;
}

export const STEPS = {
  claimDelivery: {
    step: 'claim',
    right: 'send',
    icon: 'UserCheck',
    label: ['Взять и отправить вручную', 'Take, to send by hand'],
    consequence: [
      'Отправка закрепится за вами: другие её не возьмут, поставщик её больше не отправит. Звёзды пользователя уже отложены; деньги не двигаются.',
      'It becomes yours: nobody else takes it, and the supplier does not send it any more. The user’s stars are set aside already; no money moves.',
    ],
    done: ['Отправка ваша', 'It is yours'],
  },
  markSent: {
    step: 'markSent',
    right: 'send',
    icon: 'CheckCircle',
    whose: 'own',
    label: ['Отметить отправленной', 'Mark as sent'],
    consequence: [
      'Вы подтверждаете, что звёзды ушли получателю. Отложенные звёзды спишутся, бот сообщит пользователю; крупную отправку сначала проверит другой сотрудник. Отменить нельзя.',
      'You say that the stars went to the recipient. The stars set aside are taken and the bot tells the user; a large delivery is checked by another person first. This cannot be undone.',
    ],
    done: ['Записано', 'Written down'],
  },
  giveBack: {
    step: 'giveBack',
    right: 'send',
    icon: 'CornerUpLeft',
    whose: 'own',
    label: ['Вернуть в очередь', 'Give back'],
    consequence: [
      'Только если вы ничего не отправили: её возьмёт другой, и звёзды ушли бы дважды. Звёзды пользователя остаются отложены; деньги не двигаются.',
      'Only if you sent nothing: somebody else takes it, and the stars would go out twice. The user’s stars stay set aside; no money moves.',
    ],
    done: ['Снова в очереди', 'Back in the queue'],
  },
  confirmSent: {
    step: 'confirmSent',
    right: 'approve',
    icon: 'CheckCircle',
    whose: 'others',
    label: ['Подтвердить: звёзды ушли', 'Confirm that it was sent'],
    consequence: [
      'Вы сверили подтверждение с аккаунтом, с которого отправляли. Отложенные звёзды спишутся, бот сообщит пользователю. Отменить нельзя.',
      'You compared the proof with the account that sent. The stars set aside are taken and the bot tells the user. This cannot be undone.',
    ],
    done: ['Подтверждено, пользователю сообщат', 'Confirmed; the user is told'],
  },
  releaseDelivery: {
    step: 'release',
    right: 'resolve',
    icon: 'PlayCircle',
    label: ['Отпустить с проверки', 'Release from review'],
    consequence: [
      'Звёзды уйдут получателю обычным путём; ушедшие не вернуть. За них заплатит магазин, как за любую отправку.',
      'The stars go to the recipient in the usual way, and cannot be taken back. The shop pays for them as for any delivery.',
    ],
    done: ['Проверка окончена, отправка идёт дальше', 'The review is over; it goes on'],
  },
  sendDelivery: {
    step: 'sendNow',
    right: 'resolve',
    icon: 'Send',
    isOfSupplier: true,
    label: ['Отправить сейчас', 'Send now'],
    consequence: [
      'Пробуем сразу, не дожидаясь следующей попытки. Второго заказа не будет: начатый повторяется тем же ключом или уходит на решение человеку. Звёзды остаются отложены.',
      'It is tried at once and not at its next turn. There is no second order: one that was begun is repeated with the same key, or goes to a person. The stars stay set aside.',
    ],
    done: ['Отправляем', 'It is being sent'],
  },
  askSupplier: {
    step: 'lookUp',
    right: 'resolve',
    icon: 'RefreshCw',
    label: ['Спросить поставщика сейчас', 'Ask the supplier now'],
    consequence: [
      'Спросим, что с заказом. Ничего не заказывается и не платится; последнее слово поставщика спишет звёзды или вернёт их.',
      'It is asked what became of the order. Nothing is ordered or paid; a final word of the supplier takes the stars or gives them back.',
    ],
    done: ['Спрашиваем: ответ появится на странице', 'It is being asked; the answer appears on the page'],
  },
  adoptOrder: {
    step: 'adopt',
    right: 'resolve',
    icon: 'Link',
    isOutside: true,
    label: ['Указать заказ поставщика', 'Name the supplier’s order'],
    consequence: [
      'Запомним номер и спросим поставщика об этом заказе: его последнее слово спишет звёзды или вернёт их. Нового заказа и платежа не будет. Номер потом не изменить.',
      'The number is kept and the supplier is asked about that order: its final word takes the stars or gives them back. Nothing is ordered or paid. The number cannot be changed later.',
    ],
    done: ['Номер записан, поставщика спросили', 'The number is written down; the supplier was asked'],
  },
  resolveArrived: {
    step: 'resolve',
    right: 'resolve',
    icon: 'CheckCircle',
    label: ['Решить: звёзды дошли', 'Resolve: the stars arrived'],
    consequence: [
      'Отложенные звёзды спишутся, бот скажет пользователю, что они дошли. Оплаченное поставщику станет расходом. Отменить нельзя.',
      'The stars set aside are taken, and the bot says that they arrived. What the supplier was paid becomes a cost. This cannot be undone.',
    ],
    done: ['Решено: дошли', 'Resolved: arrived'],
  },
  resolveNotSent: {
    step: 'resolve',
    right: 'resolve',
    icon: 'XCircle',
    label: ['Решить: звёзды не ушли', 'Resolve: the stars did not go out'],
    consequence: [
      'Звёзды вернутся на баланс пользователя. Если они всё же дошли, магазин отдаст их дважды. Оплаченное вернётся в учёте на предоплату у поставщика, а из нашего кошелька — останется за ним, пока деньги не придут.',
      'The stars go back to the user’s balance. Had they arrived after all, the shop gives them twice. What was paid goes back to the prepaid balance in the books; what our wallet paid stays due until the money comes.',
    ],
    done: ['Решено: звёзды вернулись на баланс', 'Resolved: the stars are back on the balance'],
  },
  doubtDelivery: {
    step: 'doubt',
    right: 'resolve',
    icon: 'HelpCircle',
    label: ['Неизвестно, ушли ли звёзды', 'Nobody knows whether it was sent'],
    consequence: [
      'Если отправитель пропал или подтверждение не сходится. Звёзды остаются отложены, деньги не двигаются; дальше решают по доказательствам.',
      'If the sender is gone or the proof does not hold. The stars stay set aside and no money moves; then it is decided by evidence.',
    ],
    done: ['Отправка ждёт решения', 'It waits for a decision'],
  },
  refuseDelivery: {
    step: 'refuse',
    right: 'resolve',
    icon: 'Slash',
    label: ['Вернуть звёзды пользователю', 'Give the stars back'],
    consequence: [
      'Отправки не будет: звёзды вернутся на баланс, бот сообщит. Поставщику ничего не оплачено, деньги не двигаются.',
      'It is not sent: the stars go back to the balance and the bot tells the user. No supplier was paid, so no money moves.',
    ],
    done: ['Звёзды вернулись на баланс', 'The stars are back on the balance'],
  },
} as const satisfies Readonly<Record<string, Offer>>;
