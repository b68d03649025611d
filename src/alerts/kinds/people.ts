import type { KindSpec } from '../types.ts';

/** People who wait for us, and our own accounts. */
export const PEOPLE = {
  desk: {
    area: 'desk',
    where: '/admin/pages/desk',
    severity: 'critical',
    title: [
      'Обращения ждут, а стол поддержки ни у кого не открыт',
      'Tickets wait, and nobody has the desk open',
    ],
    why: [
      'Четверть часа никто не взял обращение, и никто не смотрит.',
      'For a quarter of an hour nobody took a ticket, and nobody looks.',
    ],
    todo: ['Откройте стол или позовите дежурного.', 'Open the desk, or call the person on duty.'],
  },
  'ticket.unattended': {
    area: 'desk',
    patience: 1,
    dueTo: ['desk'],
    where: '/admin/pages/desk',
    title: [
      'Людям пора ответить, а за столом никого',
      'People wait for an answer, and nobody is at the desk',
    ],
    why: [
      'Пришло новое обращение или ответ, а стол поддержки ни у кого не открыт.',
      'A new ticket or a reply came, and nobody has the desk open.',
    ],
    todo: ['Откройте стол поддержки.', 'Open the desk.'],
  },
  'ticket.overdue': {
    area: 'desk',
    where: '/admin/resources/tickets/records/{{about}}/show',
    title: ['Обращение просрочено', 'A ticket is overdue'],
    why: ['Срок ответа или решения прошёл.', 'The time to answer it or to resolve it has passed.'],
    todo: ['Откройте обращение и ответьте.', 'Open the ticket and answer.'],
  },
  chats: {
    area: 'desk',
    where: '/admin/resources/notifications',
    title: [
      'Telegram не принял отдельные сообщения: отправьте их ещё раз',
      'Telegram did not accept some messages: send them again',
    ],
    why: [
      'Час подряд не доходили только они; остальные уходили.',
      'For an hour only these failed, while others went out.',
    ],
    todo: [
      'Откройте «Сообщения бота» и «Неотданные ответы», прочитайте ошибку и отправьте снова.',
      'Open Bot messages and Owed answers, read the error, and send them again.',
    ],
  },
  answers: {
    area: 'operation',
    title: [
      'Кому-то бот не отвечает, хотя Telegram работает',
      'Somebody gets no answer from the bot, although Telegram works',
    ],
    why: ['Человек ждёт больше четверти часа.', 'The person has waited for more than a quarter of an hour.'],
    todo: [
      '«Неотданные ответы» скажут кто, а задания update.answer — почему.',
      'Owed answers says who, and the jobs update.answer say why.',
    ],
  },
  'login.locked': {
    area: 'access',
    where: '/admin/resources/staff/records/{{about}}/show',
    title: [
      'Вход сотрудника заблокирован после ошибок',
      'The log-in of a member of staff is locked after failures',
    ],
    why: [
      'Пароль или код много раз ввели неверно: человек забыл его, или кто-то подбирает.',
      'The password or the code was wrong many times. The person forgot it, or somebody guesses.',
    ],
    todo: [
      'Спросите человека. Если это не он, посмотрите события безопасности и адреса.',
      'Ask the person. If it was somebody else, look at the security events and their addresses.',
    ],
  },
} as const satisfies Record<string, KindSpec>;
