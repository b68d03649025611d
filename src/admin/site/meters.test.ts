import { expect, test } from 'vitest';
import { routeOf } from './meters.ts';

test.each([
  ['/admin/api/resources/orders/records/0199/show', 'api'],
  ['/admin/frontend/assets/app.bundle.js', 'frontend'],
  ['/admin', 'pages'],
  ['/admin/resources/users', 'pages'],
  ['/access/a-secret-of-a-link', 'link'],
  ['/login/code', 'login'],
  ['/logout', 'other'],
  ['/administrator', 'other'],
  ['/kate@example.com', 'other'],
])('the address %s, when it is counted, then only as %s', (path, route) => {
  expect(routeOf(path)).toBe(route);
});
