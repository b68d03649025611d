import { fileURLToPath } from 'node:url';
import type { ComponentLoader } from 'adminjs';

/** React components that AdminJS puts into its bundle, by the name under which options use them. */
export const COMPONENTS = [
  'AccountPage',
  'ActionForm',
  'AdjustmentRequest',
  'Approvals',
  'BreakPage',
  'Cell',
  'ChoiceFilter',
  'Circuits',
  'Dashboard',
  'Desk',
  'Field',
  'FlagPage',
  'JournalPage',
  'OrderPage',
  'PackagePage',
  'PriceChangePage',
  'PriceDecision',
  'PriceForm',
  'RefundDecision',
  'RefundPage',
  'RefundRequest',
  'ReleaseRequest',
  'Report',
  'RuleForm',
  'RulePage',
  'SuspensePage',
  'TextFilter',
  'TicketPage',
  'TimeFilter',
  'TrialBalance',
  'UserPage',
  'Verify',
] as const;

/** Parts of AdminJS that ours take the place of. */
export const OVERRIDES = [
  'LoggedIn',
  'Sidebar',
  'DefaultListAction',
  'RecordActionRoute',
  'ResourceActionRoute',
] as const;

const folder = (name: string): string => fileURLToPath(new URL(`../components/${name}.tsx`, import.meta.url));

export function addComponents(loader: ComponentLoader): void {
  for (const name of COMPONENTS) loader.add(name, folder(name));
  for (const name of OVERRIDES) loader.override(name, folder(`override/${name}`));
}
