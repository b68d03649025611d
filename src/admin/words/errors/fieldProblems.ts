import type { AppError, ErrorCode } from '../../../lib/index.ts';
import type { StaffLanguage } from '../../../staff/index.ts';
import { wordIn, type Pair } from '../pair.ts';

/** What is wrong with a field, by the rule that it breaks. `n` is the limit. */
const RULES = {
  taken: ['Это уже занято.', 'This is already taken.'],
  missing: ['Заполните это поле.', 'Fill in this field.'],
  tooShort: ['Не меньше знаков: {n}.', 'At least {n} characters.'],
  tooLong: ['Не больше знаков: {n}.', 'At most {n} characters.'],
  tooSmall: ['Не меньше {n}.', 'At least {n}.'],
  tooLarge: ['Не больше {n}.', 'At most {n}.'],
  email: ['Это не адрес почты.', 'This is not an e-mail address.'],
  number: ['Здесь нужно число.', 'This must be a number.'],
  moment: ['Здесь нужны дата и время.', 'This must be a date and a time.'],
  choice: ['Выберите из списка.', 'Choose one from the list.'],
  amount: ['Здесь нужна сумма: цифры и точка.', 'This must be an amount: digits and a point.'],
  price: [
    'Счёт с такой ценой выставить нельзя: она слишком маленькая, слишком большая или в ней слишком много знаков.',
    'No invoice can ask for this price: it is too small, too large or has too many decimals.',
  ],
  endBeforeStart: ['Конец должен быть позже начала.', 'The end must come after the start.'],
  belowPrice: ['Цена без скидки не может быть ниже цены.', 'The list price cannot be below the price.'],
  text: ['Текст пуст, слишком короткий или слишком длинный.', 'The text is empty, too short or too long.'],
  range: ['Сумма вне допустимых пределов.', 'The amount is outside the limits.'],
  other: ['Значение не подходит: проверьте это поле.', 'This value does not fit: check the field.'],
} satisfies Record<string, Pair>;
type Rule = keyof typeof RULES;

/** The parts of a schema issue (zod 4) that are read here. */
interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly input?: unknown;
  readonly origin?: string;
  readonly format?: string;
  readonly expected?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  /** The name of a rule, if the schema's own check gives it. */
  readonly message?: string;
}

/** Errors about typed text, with the rule to use if the error names no more exact one. */
const TYPED: Readonly<Partial<Record<ErrorCode, Rule>>> = {
  INPUT_INVALID: 'other',
  TEXT_INVALID: 'text',
  AMOUNT_INVALID: 'amount',
  AMOUNT_OUT_OF_RANGE: 'range',
};

/** The fields that such an error names, each with what is wrong with it, in words. Other errors name none. */
export function fieldProblems(error: AppError, language: StaffLanguage): Record<string, string> {
  const usual = TYPED[error.code];
  if (usual === undefined) return {};
  const named = String(error.data['fields'] ?? error.data['field'] ?? '').split(', ');
  const rule = isRule(error.data['rule']) ? error.data['rule'] : usual;
  const problems = new Map(named.filter((name) => name !== '').map((name) => [name, say(rule, language)]));
  const said = new Set<string>();
  for (const issue of issuesOf(error.cause)) {
    const name = issue.path.join('.');
    if (said.has(name)) continue;
    said.add(name);
    problems.set(name, sayIssue(issue, language));
  }
  return Object.fromEntries(problems);
}

function issuesOf(cause: unknown): readonly Issue[] {
  const issues = typeof cause === 'object' && cause !== null && 'issues' in cause ? cause.issues : [];
  return Array.isArray(issues) ? (issues as Issue[]) : [];
}

function sayIssue(issue: Issue, language: StaffLanguage): string {
  const [rule, n] = ruleOf(issue);
  return say(rule, language, n);
}

function ruleOf(issue: Issue): [rule: Rule, n?: number | bigint] {
  const isText = issue.origin === 'string';
  switch (issue.code) {
    case 'too_small':
      return isText && issue.minimum === 1
        ? ['missing']
        : [isText ? 'tooShort' : 'tooSmall', issue.minimum ?? 0];
    case 'too_big':
      return [isText ? 'tooLong' : 'tooLarge', issue.maximum ?? 0];
    case 'invalid_format':
      return [issue.format === 'email' ? 'email' : issue.format === 'datetime' ? 'moment' : 'other'];
    case 'invalid_value':
    case 'invalid_union':
      return ['choice'];
    case 'invalid_type':
      return [issue.expected === 'number' ? 'number' : 'missing'];
    default:
      return [isRule(issue.message) ? issue.message : 'other'];
  }
}

function isRule(rule: unknown): rule is Rule {
  return typeof rule === 'string' && Object.hasOwn(RULES, rule);
}

function say(rule: Rule, language: StaffLanguage, n: number | bigint = 0): string {
  return wordIn(RULES[rule], language).replace('{n}', n.toString());
}
