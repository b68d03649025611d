import { expect, test } from 'vitest';
import { hardenPage } from './harden.ts';

const page = (state: string): string =>
  `<!DOCTYPE html><script>window.REDUX_STATE = ${state};window.THEME_COMPONENTS = {};</script>
<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Roboto:300" type="text/css"><script src="/a.js"></script>`;

test('hardenPage, when the state holds the end of a script, then it cannot leave its element', () => {
  const html = hardenPage(page(JSON.stringify({ name: '</script><script>alert(1)</script>' })), 'n0nce');
  expect(html).not.toContain('</script><script>alert');
  expect(html).toContain(String.raw`\u003c/script>`);
});

test('hardenPage, when it runs, then every script has the nonce and no font comes from elsewhere', () => {
  const html = hardenPage(page('{}'), 'n0nce');
  expect(html.match(/<script(?! nonce="n0nce")/g)).toBeNull();
  expect(html).not.toContain('googleapis');
});

test.each([
  '<script>alert(1)</script>',
  '<script src="https://evil.example/a.js"></script>',
  '<script src="//evil.example/a.js"></script>',
  '<script src="/admin/files/0190a000-0000-7000-8000-000000000000"></script>',
  '<SCRIPT>alert(1)</SCRIPT>',
  '<script type="module">alert(1)</script>',
])('hardenPage, when data stands in the page as %s, then it gets no nonce', (script) => {
  const html = hardenPage(page('{}').replace('<link', `<title>${script}</title><link`), 'n0nce');
  expect(html).toContain(script);
  expect(html.split('nonce="n0nce"').length).toBe(3);
});

test('hardenPage, when AdminJS writes its state in another form, then it throws', () => {
  expect(() => hardenPage('<script>window.REDUX_STATE={}</script>', 'n')).toThrow('another form');
});
