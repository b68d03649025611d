import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ADMIN = path.resolve(import.meta.dirname, '../../src/admin');
/** What AdminJS hands to components in the browser. */
const PACKAGES = new Set(['react', 'react-router', 'react-router-dom', 'adminjs', '@adminjs/design-system']);
/** Folders whose files may run in a browser. */
const BROWSER = /^(kit|words|sections|frame\/(overrides|components))\//;

/** What a file imports when it runs: imports of types are gone by then. */
function imports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)].map(
    ([, name = '']) => name,
  );
}

const components = readdirSync(ADMIN, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.tsx'),
);

test('the rule about code in the browser, when it looks for components, then it finds them', () => {
  expect(components.length).toBeGreaterThan(80);
});

test.each(components)(
  '%s, when all that it runs is followed, then it is code of the browser and packages that are there',
  (component) => {
    const foreign: string[] = [];
    const seen = new Set<string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const place = path.relative(ADMIN, file);
      if (!BROWSER.test(place)) {
        foreign.push(place);
        return;
      }
      for (const name of imports(file)) {
        if (name.startsWith('.')) follow(path.resolve(path.dirname(file), name));
        else if (!PACKAGES.has(name)) foreign.push(`${place}: ${name}`);
      }
    };
    follow(path.join(ADMIN, component));
    expect(foreign).toEqual([]);
  },
);
