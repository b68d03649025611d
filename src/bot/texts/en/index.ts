import { alerts } from './alerts.ts';
import { balance } from './balance.ts';
import { commands } from './commands.ts';
import { common } from './common.ts';
import { delivery } from './delivery.ts';
import { drafts } from './drafts.ts';
import { errors } from './errors.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { home } from './home.ts';
import { kept } from './kept.ts';
import { notices } from './notices.ts';
import { payment } from './payment.ts';
import { refund } from './refund.ts';
import { sending } from './sending.ts';
import { settings } from './settings.ts';
import { shop } from './shop.ts';

export const en = {
  alerts,
  balance,
  commands,
  common,
  delivery,
  drafts,
  errors,
  help,
  history,
  home,
  kept,
  notices,
  payment,
  refund,
  sending,
  settings,
  shop,
};
