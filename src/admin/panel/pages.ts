import type { Subject } from '../abilities/index.ts';
import { resetCircuit } from '../actions/circuits.ts';
import { readNews } from '../actions/staff.ts';
import type { PanelAction } from '../actions/types.ts';
import { readApprovals } from '../pages/approvals.ts';
import { readCircuits } from '../pages/circuits.ts';
import { readDesk } from '../pages/desk.ts';
import { readReport } from '../pages/report.ts';
import { readTrialBalance } from '../pages/trialBalance.ts';
import { readVerify } from '../pages/verify.ts';
import type { Access } from './panel.ts';

/** A page of its own in the side bar. Whoever may see the subject may open it; `read` gives what it shows. */
export interface PageView {
  readonly subject: Subject;
  readonly icon: string;
  readonly component: string;
  /** What may be done on it, by POST with the action's name. */
  readonly actions?: readonly PanelAction[];
  read(access: Access, query: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export const PAGES: Readonly<Record<string, PageView>> = {
  desk: { subject: 'tickets', icon: 'Inbox', component: 'Desk', read: readDesk },
  approvals: {
    subject: 'refunds',
    icon: 'CheckSquare',
    component: 'Approvals',
    read: readApprovals,
    actions: [readNews],
  },
  report: { subject: 'breaks', icon: 'FileText', component: 'Report', read: readReport },
  trialBalance: { subject: 'ledger', icon: 'BarChart2', component: 'TrialBalance', read: readTrialBalance },
  verify: { subject: 'ledger', icon: 'CheckCircle', component: 'Verify', read: readVerify },
  circuits: {
    subject: 'circuits',
    icon: 'Activity',
    component: 'Circuits',
    read: readCircuits,
    actions: [resetCircuit],
  },
};
