import AdminJSExpress from '@adminjs/express';
import AdminJS, { ComponentLoader } from 'adminjs';
import type { Router } from 'express';
import { ROLES, type Role } from '../../staff/index.ts';
import { PanelDatabase, PanelResource } from './adapter.ts';
import { ContentResource } from './contentResource.ts';
import { addComponents } from './components.ts';
import { shapeOf, type RoleShape } from './guard.ts';
import { optionsFor } from './options.ts';
import type { Panel } from '../access/panel.ts';

let registered = false;

export interface RoleRouter {
  readonly shape: RoleShape;
  readonly router: Router;
}

/** One AdminJS per role, so that its pages contain nothing of another role. All of them share the components. */
export function createRouters(panel: Panel): Readonly<Record<Role, RoleRouter>> {
  if (!registered) {
    AdminJS.registerAdapter({ Database: PanelDatabase, Resource: PanelResource });
    AdminJS.registerAdapter({ Database: PanelDatabase, Resource: ContentResource });
  }
  registered = true;
  const loader = new ComponentLoader();
  addComponents(loader);
  const entries = ROLES.map((role): [Role, RoleRouter] => {
    const shape = shapeOf(role);
    const admin = new AdminJS(optionsFor(panel, role, shape, loader));
    return [role, { shape, router: AdminJSExpress.buildRouter(admin) }];
  });
  return Object.fromEntries(entries) as Record<Role, RoleRouter>;
}
