import type { KindSpec } from '../types.ts';

/** Redis itself is away, or no process can work on jobs. Schedules and the outbox then stand still too. */
const STANDSTILL = ['redis', 'redis.writes', 'role.worker'] as const;

/** Our own processes, queues and stores. */
export const OPERATION = {
  redis: {
    area: 'operation',
    patience: 1,
    title: ['Redis не отвечает', 'Redis does not answer'],
    why: [
      'Задания не передаются обработчикам, сообщения и зачисления идут с опозданием. Ничего не потеряно: всё лежит в PostgreSQL.',
      'Jobs do not reach their workers, so messages and credits are late. Nothing is lost: PostgreSQL has it all.',
    ],
    todo: ['Запустите Redis и проверьте сеть до него.', 'Start Redis, and check the network to it.'],
  },
  'redis.writes': {
    area: 'operation',
    patience: 1,
    title: [
      'Redis не принимает записи: оплаты зачисляются с опозданием',
      'Redis refuses to write: payments are credited late',
    ],
    why: [
      'Кончилась память, это реплика, или диск с ошибкой.',
      'Its memory is full, it is a replica, or its disk has an error.',
    ],
    todo: [
      'Посмотрите причину в тексте: READONLY — укажите главный узел, OOM — добавьте памяти, MISCONF — проверьте диск.',
      'The text has the reason. READONLY: point to the master. OOM: give it more memory. MISCONF: check the disk.',
    ],
  },
  'redis.evicts': {
    area: 'operation',
    title: [
      'Redis теряет данные, когда память кончается: нужна политика noeviction',
      'Redis loses data when its memory is full: set its policy to noeviction',
    ],
    why: [
      'Redis сам удаляет ключи, среди них задания и счётчики.',
      'Redis deletes keys by itself, among them jobs and counters.',
    ],
    todo: [
      'Выполните CONFIG SET maxmemory-policy noeviction и запишите это в настройки Redis.',
      'Run CONFIG SET maxmemory-policy noeviction, and set it in the configuration of Redis.',
    ],
  },
  schedule: {
    area: 'operation',
    patience: 2,
    dueTo: [...STANDSTILL, 'queue'],
    title: ['Работа по расписанию стоит: {{about}}', 'Scheduled work has stopped: {{about}}'],
    why: [
      'Она давно не выполнялась или каждый раз кончается ошибкой.',
      'It has not run for long, or each run ends with an error.',
    ],
    todo: [
      'Проверьте, работает ли обработчик и не на паузе ли очередь. Текст ошибки — в подробностях и в журнале.',
      'Check that a worker runs and that no queue is paused. The error is in the detail and in the log.',
    ],
  },
  role: {
    area: 'operation',
    title: [
      'Не работает ни одного процесса с ролью {{about}}',
      'No process with the role {{about}} is running',
    ],
    why: [
      'Процесс остановлен, упал или не достаёт до базы.',
      'The process was stopped, has crashed, or does not reach the database.',
    ],
    todo: [
      'Запустите процесс с этой ролью и посмотрите его журнал.',
      'Start a process with this role, and read its log.',
    ],
  },
  queue: {
    area: 'operation',
    where: '/admin/queues',
    title: ['Очередь {{about}} на паузе', 'The queue {{about}} is paused'],
    why: ['Кто-то поставил её на паузу: задания копятся.', 'Somebody paused it, and its jobs pile up.'],
    todo: [
      'Кто это сделал, видно на первой странице и в журнале действий. Снимите паузу в разделе «Очереди».',
      'The first page and the audit log say who did it. Resume it under Queues.',
    ],
  },
  outbox: {
    area: 'operation',
    dueTo: STANDSTILL,
    title: ['Задания не передаются в очередь', 'Jobs are not handed over to the queues'],
    why: [
      'Уже минуту готовые задания лежат в базе, и никто их не забирает.',
      'For a minute due jobs have been in the database, and nobody takes them.',
    ],
    todo: [
      'Проверьте, работает ли обработчик и пишет ли Redis.',
      'Check that a worker runs and that Redis can write.',
    ],
  },
  jobs: {
    area: 'operation',
    dueTo: [...STANDSTILL, 'queue', 'circuit'],
    where: '/admin/queues',
    title: ['Задания ждут дольше обычного', 'Jobs wait longer than usual'],
    why: [
      'Какое-то задание должно было выполниться больше четверти часа назад.',
      'A job was due more than a quarter of an hour ago and is not done.',
    ],
    todo: [
      'Посмотрите в «Очередях», что выполняется, что отложено и что упало.',
      'Look under Queues what is active, delayed and failed.',
    ],
  },
  check: {
    area: 'operation',
    patience: 2,
    dueTo: ['redis'],
    title: ['Не удалось проверить: {{about}}', 'Could not be checked: {{about}}'],
    why: [
      'Проверка не ответила вовремя. Пока это так, ни одно оповещение не закрывается.',
      'The check gave no answer in time. While that lasts, no alert ends.',
    ],
    todo: [
      'Обычно не отвечает PostgreSQL или Redis: начните с них.',
      'Usually PostgreSQL or Redis does not answer: look at them first.',
    ],
  },
  sign: {
    area: 'operation',
    title: ['Признак неполадки: {{about}}', 'A sign of ill health: {{about}}'],
    why: [
      'У этого признака ещё нет своего оповещения; подробности — ниже.',
      'This sign has no alert of its own yet. The detail is below.',
    ],
    todo: ['Прочитайте подробности и журнал.', 'Read the detail and the log.'],
  },
  'backup.late': {
    area: 'operation',
    severity: 'critical',
    title: ['Нет свежей резервной копии', 'There is no fresh backup'],
    why: [
      'Копия, которой пора быть, не сделана: два часа после срока по расписанию, а без расписания — два дня.',
      'A backup that was due is not there: for two hours after its schedule, or for two days without one.',
    ],
    todo: [
      'Запустите npm run cli -- backup: причина видна сразу.',
      'Run npm run cli -- backup: it shows the reason at once.',
    ],
  },
  'backup.copy': {
    area: 'operation',
    title: ['Резервная копия не ушла в другое место', 'The backup was not copied elsewhere'],
    why: ['BACKUP_AFTER_COMMAND не удаётся уже час.', 'BACKUP_AFTER_COMMAND has failed for an hour.'],
    todo: [
      'Прочитайте, что сказала команда, и почините её. Попытки идут каждые 15 минут.',
      'Read what the command said, and mend it. It is tried every 15 minutes.',
    ],
  },
  'backup.drill': {
    area: 'operation',
    severity: 'critical',
    title: ['Пробное восстановление копии не удалось', 'A trial restore of a backup is missing'],
    why: ['Копию, возможно, нельзя восстановить.', 'Perhaps the backup cannot be restored.'],
    todo: [
      'Запустите npm run cli -- restore --drill: причина видна сразу.',
      'Run npm run cli -- restore --drill: it shows the reason at once.',
    ],
  },
  errors: {
    area: 'operation',
    severity: 'critical',
    where: '/admin/resources/error_groups?filters.code=INTERNAL',
    title: ['Сбои на нашей стороне', 'Failures of ours'],
    why: [
      'За десять минут в боте, бэк-офисе или заданиях было пять или больше ошибок, которых быть не должно.',
      'Within ten minutes there were five or more errors in the bot, the back office or the jobs that should not exist.',
    ],
    todo: [
      'Откройте «Ошибки»: там видно, где это случилось и с кем. По коду для поддержки вся ошибка находится в журнале.',
      'Open Errors: they say where it happened and to whom. The support code finds the whole error in the log.',
    ],
  },
} as const satisfies Record<string, KindSpec>;
