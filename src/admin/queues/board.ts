import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import express, { type Express, type Request, type Router } from 'express';
import { AppError } from '../../lib/index.ts';
import type { BreakerName, BreakerState, Config } from '../../platform/index.ts';
import { closeQueues, createQueues, type QueueName, type Queues } from '../../queue/index.ts';
import { audit, type StaffLanguage } from '../../staff/index.ts';
import { actorOf, staffOf } from '../auth/identity.ts';
import { wordIn, type Pair } from '../words/pair.ts';
import type { Panel } from '../access/panel.ts';
import { PHASES, SERVICES, TEXTS } from '../sections/control/texts.ts';
import { accessOf } from '../sections/registry.ts';
import { harden } from '../frame/harden.ts';

const BASE = '/admin/queues';
const REFRESH_MS = 3000;

/** The service that a queue's work depends on. Its circuit is shown under the queue's name. */
function circuitsOf({
  DELIVERY,
  DELIVERY_SUPPLIER,
}: Config): Readonly<Partial<Record<QueueName, BreakerName>>> {
  return {
    'provider-events': 'heleket',
    polling: 'heleket',
    refunds: 'heleket',
    reconciliation: 'heleket',
    notifications: 'telegram',
    ...(DELIVERY === 'supplier' && { deliveries: DELIVERY_SUPPLIER }),
  };
}

const MARKS = { closed: '🟢', half_open: '🟡', open: '🔴' } as const;

interface BoardKind {
  readonly language: StaffLanguage;
  readonly mayAct: boolean;
}

/**
 * Bull Board behind our session. There are two boards, one to look and one to act, so that a person who may only look
 * finds no address to act.
 */
export function createBoards(panel: Panel): { router: Router; close(): Promise<void> } {
  const queues = createQueues(panel.app);
  const circuits = watchCircuits(panel);
  const kinds = (['ru', 'en'] as const).flatMap((language) =>
    [true, false].map((mayAct): BoardKind => ({ language, mayAct })),
  );
  const boards = kinds.map((kind) => ({ kind, board: createBoard(queues, kind, circuits.describe) }));
  const router = express.Router();
  router.use(harden, async (request, response, next) => {
    const staff = staffOf(request);
    if (!staff) throw new AppError('NOT_LOGGED_IN');
    const { ability, actor } = accessOf(panel, staff, actorOf(staff, request));
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    const mayAct = ability.can('act', 'queues');
    if (!ability.can('see', 'queues') || (changes && !mayAct))
      return void response.status(403).json({ code: 'FORBIDDEN' });
    if (changes)
      await audit(panel.app.db, {
        actor,
        ...actOn(request),
      });
    const chosen = boards.find(({ kind }) => kind.language === staff.language && kind.mayAct === mayAct);
    if (!chosen) return next();
    void chosen.board(request, response, next);
  });
  return {
    router,
    close: async () => {
      circuits.stop();
      await closeQueues(queues);
    },
  };
}

/** The audit log has pausing and resuming by name, because they stop and start work. */
function actOn({ method, path }: Request): { action: string; subject: { type: string; id: string } } {
  const [, queue = 'all', word] = /^\/api\/queues\/(?:([^/]+)\/)?(pause|resume)$/.exec(path) ?? [];
  return word
    ? { action: `queues.${word}`, subject: { type: 'queues', id: queue.slice(0, 300) } }
    : { action: `queues.${method.toLowerCase()}`, subject: { type: 'queues', id: path.slice(0, 300) } };
}

type Describe = (queue: QueueName, language: StaffLanguage) => string;

function createBoard(queues: Queues, { language, mayAct }: BoardKind, describe: Describe): Express {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(BASE);
  createBullBoard({
    queues: Object.entries(queues).map(
      ([name, queue]) => new CircuitAdapter(queue, mayAct, () => describe(name as QueueName, language)),
    ),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: 'Starboard',
        boardLogo: { path: '/static/star.svg', width: 28, height: 28 },
        hideDocsLink: true,
        favIcon: { default: '/static/star.svg', alternative: '/static/star.svg' },
        locale: { lng: language === 'ru' ? 'ru-RU' : 'en-US' },
        miscLinks: [
          { text: wordIn(TEXTS.circuits, language), url: '/admin/pages/circuits' },
          { text: wordIn(['Рабочее место', 'Back office'], language), url: '/admin' },
        ],
      },
    },
  });
  const board = serverAdapter.getRouter() as Express;
  // The board is an application of its own, which would name its program in every answer.
  return board.disable('x-powered-by');
}

/** A queue whose description is the present state of the circuit behind it. */
class CircuitAdapter extends BullMQAdapter {
  readonly #describe: () => string;

  constructor(queue: Queues[QueueName], mayAct: boolean, describe: () => string) {
    super(queue, { readOnlyMode: !mayAct, allowRetries: mayAct });
    this.#describe = describe;
  }

  override getDescription(): string {
    return this.#describe();
  }

  /** The mark is in the name too, because descriptions are hidden behind an icon. */
  override getDisplayName(): string {
    const [mark] = this.#describe().split(' ');
    return mark === '' ? this.getName() : `${mark} ${this.getName()}`;
  }
}

/** Bull Board asks for descriptions synchronously, so the states are refreshed in the background. */
function watchCircuits(panel: Panel): { describe: Describe; stop(): void } {
  const circuits = circuitsOf(panel.app.config);
  let states = new Map<string, BreakerState>();
  const look = async (): Promise<void> => {
    const all = await Promise.all(Object.values(panel.app.breakers).map((breaker) => breaker.state()));
    states = new Map(all.map((state) => [state.name, state]));
  };
  void look();
  const timer = setInterval(() => void look(), REFRESH_MS);
  timer.unref();
  return {
    describe: (queue, language) => {
      const circuit = circuits[queue];
      const state = circuit && states.get(circuit);
      if (!circuit || !state) return '';
      const word = (text: Pair): string => wordIn(text, language);
      const { phase, failures } = state;
      return `${MARKS[phase]} ${word(SERVICES[circuit])}: ${word(PHASES[phase])} (${word(TEXTS.failures)}: ${failures})`;
    },
    stop: () => clearInterval(timer),
  };
}
