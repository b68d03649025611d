/** A member of a JSON object and its position in the text: its name, and its value as written. */
export interface Member {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The members of the object that begins at `from`, in their order. The text must have passed `JSON.parse`. */
export function membersAt(text: string, from = 0): Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, skipSpace(text, from) + 1);
  while (text[at] === '"') {
    const nameEnd = endOfString(text, at);
    const name = JSON.parse(text.slice(at, nameEnd)) as string;
    const valueFrom = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const to = endOfValue(text, valueFrom);
    members.push({ name, from: valueFrom, to });
    at = skipSpace(text, to);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

/** The positions where the values of the list that begins at `from` begin. */
export function elementsAt(text: string, from: number): number[] {
  const elements: number[] = [];
  let at = skipSpace(text, from + 1);
  while (text[at] !== ']') {
    elements.push(at);
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return elements;
}

export function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}

/** The position after the string that starts at `from`. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** The position after the value that starts at `from`. Brackets count only outside of strings. */
export function endOfValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length;) {
    const char = text[at];
    if (char === '"') {
      at = endOfString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (char === '{' || char === '[') depth++;
    if (char === '}' || char === ']') {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    }
    // A number or a word ends where the next token begins.
    if (depth === 0 && (char === ',' || skipSpace(text, at) !== at)) return at;
    at++;
  }
  return text.length;
}
