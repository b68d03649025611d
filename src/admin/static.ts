import express, { type Router } from 'express';
import { PAGES_CSS, STAR_SVG } from './auth/layout.ts';

/** AdminJS resets every element and spaces its tables widely; a desk wants more rows in sight. */
const PANEL_CSS = `
body,button,input,select,textarea{font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
b,strong{font-weight:700}
#app table[data-css$="-table"] td{padding:9px 12px}
#app table[data-css$="-table"] td:first-child{padding:0;width:0}
#app [data-css$="-list-table-wrapper"]{overflow-x:auto;padding:16px}
@media (min-width:1100px){.sb-sidebar{position:static!important}[data-css="topbar"]>:first-child{display:none!important}}
#app table[data-css$="-table"] tbody tr:hover td{background:#f5f8ff}
.adminjs_ActionHeader>:last-child{flex-wrap:wrap}.adminjs_ActionHeader>:last-child>:last-child{max-width:100%}
.adminjs_ActionHeader [class*="ButtonGroupItem"]{margin-bottom:8px;padding-left:14px;padding-right:14px}
`;

/** The few files that pages outside AdminJS need; nothing in them is secret, so they stand before the gate. */
export function staticFiles(): Router {
  const router = express.Router();
  const files: Record<string, [type: string, body: string]> = {
    '/pages.css': ['text/css', PAGES_CSS],
    '/panel.css': ['text/css', PANEL_CSS],
    '/star.svg': ['image/svg+xml', STAR_SVG],
  };
  for (const [path, [type, body]] of Object.entries(files))
    router.get(path, (_request, response) => {
      response.setHeader('Cache-Control', 'private, max-age=3600');
      response.type(type).send(body);
    });
  return router;
}
