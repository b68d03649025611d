import { escapeHtml } from '../../../lib/index.ts';
import { plural } from '../plural.ts';

export const help = {
  title: '❓ <b>Помощь и поддержка</b>',
  intro:
    'Ответы на частые вопросы — в разделе FAQ. Если с платежом что-то не так или нужен человек, создайте обращение: ответ придёт прямо сюда.',
  commands:
    '📋 <b>Команды</b>\n/buy — купить звёзды\n/balance — баланс\n/history — история\n/paysupport — помощь с оплатой\n/settings — настройки\n/cancel — отменить начатое',
  faq: '📚 Частые вопросы',
  createTicket: '💬 Создать обращение',
  contactAdmin: '👤 Связаться с администратором',
  myTickets: '🗂 Мои обращения',
  faqTitle: '📚 <b>Частые вопросы</b>',
  faqIntro: 'Выберите вопрос:',
  faqEmpty: '📭 Список вопросов пока пуст. Создайте обращение — ответим лично.',
  faqAnswer: (question: string, answer: string): string =>
    `📚 <b>${escapeHtml(question)}</b>\n\n${escapeHtml(answer)}`,
  faqBack: '⬅️ К вопросам',
  contact: {
    title: '👤 <b>Связь с администратором</b>',
    direct: (name: string): string =>
      `Напишите администратору: <b>${escapeHtml(name)}</b>. По вопросам оплаты быстрее поможет обращение: агент увидит ваш заказ.`,
    none: 'Лучший способ — обращение в поддержку: агент увидит ваши заказы и платежи и ответит прямо в этом чате.',
    open: '👤 Открыть чат',
  },
  paySupport: {
    title: '💳 <b>Помощь с оплатой</b>',
    text: 'Оплатили, но звёзды не пришли? Откройте операцию в истории и нажмите «Вопрос по операции» — или создайте обращение. Деньги не теряются: каждый платёж виден агенту.',
  },
  subjects: {
    payment: '💳 Оплата',
    delivery: '⭐ Звёзды не пришли',
    account: '👤 Аккаунт',
    other: '💭 Другое',
  },
  ticket: {
    chooseTitle: '💬 <b>Новое обращение</b>',
    choose: 'О чём ваш вопрос?',
    off: '🔧 Обращения сейчас не принимаются. Загляните чуть позже.',
    promptTitle: (subject: string): string => `💬 <b>Новое обращение: ${subject}</b>`,
    about: (order: string): string => `🔖 По операции <code>${escapeHtml(order)}</code>`,
    prompt: 'Опишите вопрос одним или несколькими сообщениями. Можно приложить фото и документы.',
    draftTitle: (subject: string): string => `📝 <b>Черновик обращения: ${subject}</b>`,
    quote: (text: string): string => `<blockquote>${escapeHtml(text)}</blockquote>`,
    noText: '✍️ Добавьте пару слов текстом, чтобы мы поняли вопрос.',
    files: (n: number): string => `📎 ${n} ${plural(n, 'вложение', 'вложения', 'вложений')}`,
    more: 'Можно дописать ещё или приложить файлы. Когда всё готово — отправьте.',
    tooMany: (max: number): string =>
      `📎 Больше ${max} вложений нельзя — остальные можно прислать после отправки.`,
    send: '📨 Отправить',
    sentTitle: (n: string): string => `✅ <b>Обращение №${n} принято</b>`,
    sent: 'Мы ответим прямо здесь. Всё, что вы напишете дальше, попадёт в это же обращение.',
    relayed: (n: string): string => `📨 Передано в обращение №${n}.`,
    edited: (n: string): string => `✏️ Правка передана в обращение №${n}.`,
    unsupported: '📎 В обращение можно отправить текст, фото или документ — такое сообщение агент не увидит.',
    listTitle: '🗂 <b>Мои обращения</b>',
    listEmpty: '📭 Обращений пока нет.',
    line: (n: string, subject: string): string => `№${n} · ${subject}`,
    title: (n: string, subject: string): string => `💬 <b>Обращение №${n}</b> · ${subject}`,
    created: (date: string): string => `🕘 Создано: ${date}`,
    statuses: {
      open: '🟢 Открыто — мы работаем над ответом',
      waiting_user: '🟡 Ждём вашего ответа',
      resolved: '✅ Решено',
      closed: '⚪ Закрыто',
    },
    continue: '✍️ Просто напишите сообщение — оно попадёт в это обращение.',
    canReopen: 'Вопрос остался? В течение 7 дней обращение можно открыть снова.',
    reopen: '🔁 Открыть снова',
    reopened: '🔁 Обращение снова открыто. Напишите, что осталось нерешённым.',
    rate: '⭐ Оцените, пожалуйста, ответ:',
    rated: (rating: number): string => `💛 Спасибо за оценку: ${'⭐'.repeat(rating)}`,
    view: '💬 Открыть обращение',
    list: '⬅️ К обращениям',
  },
};
