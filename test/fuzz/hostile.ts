import fc from 'fast-check';

/** The seed of all cases, so that a run can be repeated. `FUZZ_SEED` tries another one. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 20261128);

/** Values that have broken programs before: text that is not stored, numbers at an edge, names that every object has. */
const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e',
  '🏴‍☠️'.repeat(50),
  'a'.repeat(5000),
  '__proto__',
  'constructor',
  'toString',
  `' or 1=1--`,
  `"; select pg_sleep(10)--`,
  '<script>alert(1)</script>',
  '{{constructor}}',
  '${7*7}',
  '%s%n%p',
  '%00',
  '%',
  '_',
  '\\',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  'http://127.0.0.1:1/',
  '\r\nSet-Cookie: a=b',
  '=1+1',
  'NaN',
  'Infinity',
  '-1',
  '0',
  '00',
  '1e309',
  '0x10',
  '١٢٣',
  '1.0000000001',
  '9223372036854775807',
  '9223372036854775808',
  '99999999999999999999999999',
  '0000-00-00',
  '2026-13-45',
  '275760-09-13T00:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  'null',
  'undefined',
  '[]',
  '{}',
] as const;

const NUMBERS = [0, -0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324] as const;

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
);

export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...NUMBERS) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], { a: { b: [] } }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 200 }).map(nested) },
);

/** A value inside so many lists. */
function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

/** `template` with up to four of its parts, at any depth, replaced by hostile values, taken away, or doubled in a list. */
export function mutated(template: unknown): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'wrap'), hostileValue);
  return fc.array(change, { maxLength: 4 }).map((changes) => {
    const root: Holder = { value: structuredClone(template) };
    for (const [place, kind, value] of changes) {
      const places = placesIn(root);
      const [holder, name] = places[place % places.length] ?? [root, 'value'];
      if (kind === 'remove') delete holder[name];
      else holder[name] = kind === 'wrap' ? [holder[name], holder[name]] : value;
    }
    return root['value'];
  });
}

type Holder = Record<string, unknown>;

function placesIn(holder: Holder): [holder: Holder, name: string][] {
  return Object.entries(holder).flatMap(([name, value]): [Holder, string][] => [
    [holder, name],
    ...(typeof value === 'object' && value !== null ? placesIn(value as Holder) : []),
  ]);
}

/** JSON text, now and then broken: cut off, with a doubled name, with a byte that is not UTF-8, or nested without end. */
export function written(value: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> {
  const text = value.map((data) => JSON.stringify(data) ?? '');
  return fc.oneof(
    { weight: 8, arbitrary: text.map((json) => Buffer.from(json)) },
    {
      weight: 1,
      arbitrary: fc.tuple(text, fc.nat(200)).map(([json, end]) => Buffer.from(json.slice(0, end))),
    },
    { weight: 1, arbitrary: text.map((json) => Buffer.from(json.replace('{', '{"uuid":1,"uuid":{},'))) },
    {
      weight: 1,
      arbitrary: text.map((json) => Buffer.concat([Buffer.from(json), Buffer.from([0xff, 0xc0])])),
    },
    { weight: 1, arbitrary: fc.constantFrom(20_000, 70).map((depth) => Buffer.from('['.repeat(depth))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  );
}
