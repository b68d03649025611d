import express, { type Router } from 'express';
import { PAGES_CSS, STAR_SVG } from './auth/layout.ts';

/** AdminJS resets every element and spaces its tables widely; a desk wants more rows in sight. */
const PANEL_CSS = `
body,button,input,select,textarea{font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
b,strong{font-weight:700}
#app table[data-css$="-table"] td{padding:9px 8px}
#app table[data-css$="-table"] td:last-child{position:sticky;right:0;background:#fff}
#app table[data-css$="-table"] td:first-child{padding:0;width:0}
#app [data-css$="-list-table-wrapper"]{overflow-x:auto;padding:16px}
@media (min-width:1100px){.sb-sidebar{position:static!important}[data-css="topbar"]>:first-child{display:none!important}}
#app table[data-css$="-table"] tbody tr:hover td{background:#f5f8ff}
.adminjs_ActionHeader>:last-child{flex-wrap:wrap}.adminjs_ActionHeader>:last-child>:last-child{max-width:100%}
.adminjs_ActionHeader [class*="ButtonGroupItem"]{margin-bottom:8px;padding-left:14px;padding-right:14px}
.sb-refusal{background:#fde8e6;color:#a3241b;border-radius:8px;padding:10px;font-size:13px;margin-bottom:12px}
.sb-problem{color:#a3241b;font-size:12px;margin-top:4px}
[aria-invalid="true"]{border-color:#c8372c!important}
.sb-hint{color:#6a758c;font-size:12px;margin-top:4px}
.sb-period{display:grid;grid-template-columns:20px 1fr 84px;gap:6px;align-items:center;font-size:13px;margin-top:6px}
.sb-period input{padding:6px 8px;border:1px solid #c0c5d3;border-radius:3px;font-size:13px;min-width:0}
.sb-curtain{position:fixed;inset:0;z-index:90;background:#101a351f}
#drawerPortal{z-index:100}
#drawerPortal form{min-height:0}
.sb-foot{position:sticky;bottom:0;display:flex;gap:10px;padding:12px 0;background:#fff;border-top:1px solid #e3e8f2}
.sb-drawer-head{display:flex;justify-content:space-between;gap:12px;align-items:center;padding:14px 24px;border-bottom:1px solid #e3e8f2;font-size:14px;background:#f5f7fb}
.sb-drawer-head button{border:0;background:none;cursor:pointer;padding:4px;line-height:0}
.sb-record{padding:32px}
.sb-record>[data-css$="-drawer-content"]{background:#fff;padding:32px;overflow:visible}
.sb-json{background:#f5f7fb;border-radius:8px;padding:12px;font-size:12px;font-family:ui-monospace,monospace;line-height:1.5;overflow:auto;max-height:360px;white-space:pre-wrap;overflow-wrap:anywhere}
.sb-unread{display:flex;flex-direction:column;gap:14px;align-items:flex-start;align-self:start;margin:32px;padding:20px;border-radius:12px;background:#fff;font-size:15px}
.sb-unread a{color:#2f5bea}
@media (min-width:1200px){.sb-behind{margin-right:500px;padding-right:0}}
[data-css="notice"]{position:fixed!important;top:auto!important;bottom:16px;right:16px}
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
