import type { PanelAction } from '../actions/types.ts';
import type { Source } from '../catalog/index.ts';

/** Groups of the side bar, in their order. */
export const MENUS = ['support', 'shop', 'finance', 'fraud', 'ledger', 'control'] as const;
export type Menu = (typeof MENUS)[number];

/** How a source is shown: its place in the menu, its columns per screen, its actions. */
export interface ResourceView {
  readonly source: Source;
  readonly menu: Menu;
  readonly icon: string;
  /** Column that names a record. */
  readonly title: string;
  readonly list: readonly string[];
  readonly filter: readonly string[];
  /** Absent: every column that may be seen. */
  readonly show?: readonly string[];
  readonly actions?: readonly PanelAction[];
  /** A component of its own for the page of one record. */
  readonly page?: string;
}
