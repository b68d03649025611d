import { fileURLToPath } from 'node:url';
import type { ComponentLoader } from 'adminjs';
import { componentsOf, SECTIONS } from '../sections/registry.ts';

/** React components that every list and form uses, by the names that the options use. */
const OWN = ['ActionForm', 'Cell', 'ChoiceFilter', 'Field', 'TextFilter', 'TimeFilter'] as const;

/** Parts of AdminJS that our components replace. */
const OVERRIDES = [
  'LoggedIn',
  'Sidebar',
  'DefaultListAction',
  'RecordActionRoute',
  'ResourceActionRoute',
] as const;

const fileOf = (name: string): string => fileURLToPath(new URL(`${name}.tsx`, import.meta.url));

export function addComponents(loader: ComponentLoader): void {
  for (const name of OWN) loader.add(name, fileOf(`components/${name}`));
  for (const name of OVERRIDES) loader.override(name, fileOf(`overrides/${name}`));
  loader.add('Dashboard', fileOf('../sections/dashboard/Dashboard'));
  for (const [name, place] of componentsOf(SECTIONS)) loader.add(name, fileURLToPath(place));
}
