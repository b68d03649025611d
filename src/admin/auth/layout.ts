import type { StaffLanguage } from '../../staff/index.ts';

/** Escapes a text for HTML text and quoted attributes. */
export function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A page outside AdminJS: log-in, access, errors. `body` is HTML that the caller made from escaped parts. */
export function layout(page: {
  language: StaffLanguage;
  title: string;
  body: string;
  wide?: boolean;
}): string {
  return `<!doctype html>
<html lang="${page.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeAttribute(page.title)}</title><link rel="icon" href="/static/star.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/pages.css"></head>
<body><main class="card${page.wide ? ' wide' : ''}"><header><img src="/static/star.svg" width="44" height="44" alt=""><span>Starboard</span></header>
${page.body}</main></body></html>`;
}

export const STAR_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#ffd76a"/><stop offset="1" stop-color="#ff9d2e"/></linearGradient></defs><rect width="64" height="64" rx="16" fill="#13203f"/><path fill="url(#g)" d="m32 10 6.6 14.2 15.4 1.9-11.4 10.6 3 15.3L32 44.4 18.400 52l3-15.300L10 26.100l15.400-1.900z"/></svg>`;

export const PAGES_CSS = `
:root{--ink:#13203f;--soft:#5d6b8a;--line:#dfe5f1;--brand:#2f5bea;--brand-dark:#2448c2;--link:#2f5bea;--bad:#b3261e;--good:#146c43;
--card:#fff;--field:#f8faff;--quiet:#eef2fd;--quiet-on:#dfe7fc;--bad-bg:#fdecea;--good-bg:#e7f6ee;--hint:#6b5200;--hint-bg:#fff7df;--code:#f1f4fb}
@media (prefers-color-scheme:dark){:root{color-scheme:dark;--ink:#e6eaf5;--soft:#a3aec8;--line:#33406a;--link:#8ea8ff;--bad:#ff9d93;--good:#7fd8ab;
--card:#18233f;--field:#101a31;--quiet:#263357;--quiet-on:#2f3e69;--bad-bg:#4a1f23;--good-bg:#133a2b;--hint:#f2d27a;--hint-bg:#3d3212;--code:#101a31}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);
background:radial-gradient(1200px 600px at 15% -10%,#3657c9 0,transparent 60%),radial-gradient(900px 600px at 110% 110%,#7a4bd0 0,transparent 55%),#101a35}
.card{width:100%;max-width:400px;background:var(--card);border-radius:18px;padding:32px;box-shadow:0 24px 70px #0007}
.card.wide{max-width:720px}
header{display:flex;align-items:center;gap:12px;font-weight:700;font-size:20px;margin-bottom:18px}
h1{font-size:20px;margin:0 0 4px}h2{font-size:16px;margin:28px 0 8px}
p{margin:0 0 14px;color:var(--soft)}
label{display:block;margin:14px 0 6px;font-weight:600;font-size:13px}
input{width:100%;padding:11px 13px;border:1px solid var(--line);border-radius:10px;font:inherit;color:inherit;background:var(--field)}
input:focus{outline:3px solid #2f5bea33;border-color:var(--brand)}
input.code{font-size:26px;letter-spacing:10px;text-align:center;font-variant-numeric:tabular-nums}
button{cursor:pointer;border:0;border-radius:10px;padding:11px 18px;font:inherit;font-weight:600;color:#fff;background:var(--brand)}
button:hover{background:var(--brand-dark)}
button.main{width:100%;margin-top:20px}
button.quiet{background:var(--quiet);color:var(--link);padding:7px 12px}button.quiet:hover{background:var(--quiet-on)}
button.link{background:none;color:var(--link);padding:0;font-weight:500}
.problem{background:var(--bad-bg);color:var(--bad);border-radius:10px;padding:10px 12px;margin:12px 0}
.done{background:var(--good-bg);color:var(--good);border-radius:10px;padding:10px 12px;margin:12px 0}
.hint{background:var(--hint-bg);color:var(--hint);border-radius:10px;padding:10px 12px;margin:12px 0}
.qr{display:block;width:220px;height:220px;margin:8px auto;background:#fff;border-radius:10px}
code{font:13px ui-monospace,monospace;background:var(--code);border-radius:6px;padding:3px 6px;word-break:break-all}
footer{display:flex;justify-content:space-between;gap:12px;margin-top:22px;font-size:13px;color:var(--soft)}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
table{width:100%;border-collapse:collapse}td{padding:9px 6px;border-top:1px solid var(--line);vertical-align:top}td:last-child{text-align:right}
small{color:var(--soft)}form.inline{display:inline}
.row{display:flex;gap:10px;align-items:center;flex-wrap:wrap}
`;
