import { SWITCH_ACTIONS } from './switches.ts';
import { resetCircuit } from './circuitActions.ts';
import { readCircuits } from './circuits.ts';
import { changeLimit } from './limits.ts';
import { readReadiness } from './readiness.ts';
import { readStorage } from './storage.ts';
import { resource, type Section } from '../section.ts';
import { SWITCHES, REFUND_LIMITS } from './source.ts';
import { TEXTS } from './texts.ts';

/** What the shop can do now: switches, limits, circuits. */
export const control: Section = {
  at: import.meta.url,
  pages: [
    {
      name: 'circuits',
      label: TEXTS.circuits,
      menu: 'control',
      subject: 'circuits',
      icon: 'Activity',
      component: 'Circuits',
      read: readCircuits,
      actions: [resetCircuit],
    },
    {
      name: 'readiness',
      label: TEXTS.readiness,
      menu: 'control',
      subject: 'readiness',
      icon: 'CheckSquare',
      component: 'Readiness',
      read: readReadiness,
    },
    {
      name: 'storage',
      label: TEXTS.storage,
      menu: 'control',
      subject: 'readiness',
      icon: 'HardDrive',
      component: 'Storage',
      read: readStorage,
    },
  ],
  resources: [
    resource({
      source: SWITCHES,
      menu: 'control',
      icon: 'ToggleRight',
      title: 'name',
      list: ['name', 'enabled', 'note', 'changed_by_name', 'changed_at'],
      filter: [],
      actions: SWITCH_ACTIONS,
    }),
    resource({
      source: REFUND_LIMITS,
      menu: 'control',
      icon: 'Sliders',
      title: 'id',
      list: ['kind', 'role', 'request_up_to', 'approval_above', 'can_approve', 'changed_by_name'],
      filter: [],
      actions: [changeLimit],
    }),
  ],
};
