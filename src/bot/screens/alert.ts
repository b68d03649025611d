import type { AlertEvent, ShownAlert } from '../../alerts/index.ts';
import type { Words } from '../words.ts';
import { homeButton } from './home.ts';
import { button, lines, paragraphs, type Screen } from './screen.ts';

export interface AlertState {
  readonly event: AlertEvent;
  readonly alert: ShownAlert;
}

/** An alert in a chat of staff. It has no way back to the shop, because it is not a part of the shop. */
export function alertScreen({ event, alert }: AlertState, w: Words): Screen {
  const { alerts } = w.t;
  const side = w.language === 'ru' ? 0 : 1;
  const isOver = alert.endedAt !== null;
  const title = alerts.title(alert.title[side]);
  return {
    text: paragraphs(
      event === 'escalated' && !isOver && alert.takenBy === null && alerts.escalated,
      isOver ? lines(alerts.ended, title) : `${alerts.severity[alert.severity]} ${title}`,
      !isOver && alert.why[side],
      !isOver && alert.detail !== '' && alerts.detail(alert.detail),
      !isOver && alerts.todo(alert.todo[side]),
      lines(
        alert.endedAt
          ? alerts.lasted(w.span(alert.endedAt.getTime() - alert.raisedAt.getTime()))
          : alerts.since(w.date(alert.raisedAt)),
        alert.takenBy !== null && alerts.takenBy(alert.takenBy),
      ),
    ),
    buttons: [
      [
        ...(isOver || alert.takenBy !== null
          ? []
          : [button(alerts.take, { do: 'alert_take_{uuid}', uuid: alert.alertId })]),
        ...(alert.link === null ? [] : [{ label: alerts.open, url: alert.link }]),
      ],
    ],
  };
}

/** The answer to a code that links a chat. `name`: the code was right. */
export function linkedScreen(
  state: { readonly name: string } | { readonly wrong: 'badCode' | 'tooMany' },
  w: Words,
): Screen {
  const { alerts } = w.t;
  return {
    text: 'name' in state ? alerts.linked(state.name) : alerts[state.wrong],
    buttons: [[homeButton(w)]],
  };
}

/** The same in a group, where the buttons of the shop do not work. */
export function linkedGroupScreen(isRight: boolean, w: Words): Screen {
  return { text: isRight ? w.t.alerts.linkedGroup : w.t.alerts.badCode, buttons: [] };
}
