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

test('hardenPage, when AdminJS writes its state in another form, then it throws', () => {
  expect(() => hardenPage('<script>window.REDUX_STATE={}</script>', 'n')).toThrow('another form');
});
