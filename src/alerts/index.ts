export { ALERT_KINDS, anchorOf, kindOf, readSignName, titleOf } from './kinds/index.ts';
export { linkChat, makeLinkCode, type LinkPlace } from './links.ts';
export { lookAfterAlerts } from './look.ts';
export { concerns, type Receiver } from './receivers.ts';
export { findAlert } from './rows.ts';
export { sendTell, showAlert, type AlertMessage, type SendAlert, type ShownAlert } from './send.ts';
export {
  groupReceivers,
  ownReceiver,
  saveAlertSettings,
  staffBehind,
  unlinkChat,
  unlinkGroup,
} from './settings.ts';
export { acknowledgeAlert, endSilence, silenceAlert } from './staffSteps.ts';
export { startStandIn } from './standIn.ts';
export { SEVERITIES, type Alert, type AlertEvent, type Pair, type Severity } from './types.ts';
