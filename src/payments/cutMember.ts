/**
 * Cuts one top-level member out of the text of a JSON object and leaves every other byte as it was.
 * The text must already have passed `JSON.parse`. Gives `undefined` when the member is absent, stands there
 * twice, or the text is not an object.
 */
export function cutMember(text: string, name: string): string | undefined {
  const found = topLevelMembers(text).filter((member) => member.name === name);
  const [member, second] = found;
  if (!member || second) return undefined;
  return text.slice(0, member.cutFrom) + text.slice(member.cutTo);
}

interface Member {
  name: string;
  /** What to cut so that one comma goes with the member. */
  cutFrom: number;
  cutTo: number;
}

function topLevelMembers(text: string): Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, 0);
  if (text[at] !== '{') return members;
  at = skipSpace(text, at + 1);
  let comma: number | undefined;
  while (text[at] === '"') {
    const start = at;
    const nameEnd = skipString(text, start);
    const colon = skipSpace(text, nameEnd);
    const valueEnd = skipValue(text, skipSpace(text, colon + 1));
    const after = skipSpace(text, valueEnd);
    const isLast = text[after] !== ',';
    members.push({
      name: JSON.parse(text.slice(start, nameEnd)) as string,
      cutFrom: isLast && comma !== undefined ? comma : start,
      cutTo: isLast ? valueEnd : skipSpace(text, after + 1),
    });
    comma = after;
    at = isLast ? after : skipSpace(text, after + 1);
  }
  return members;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}

/** Position behind the string that starts at `from`. */
function skipString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Position behind the value that starts at `from`: brackets are counted outside strings only. */
function skipValue(text: string, from: number): number {
  let at = from;
  let depth = 0;
  while (at < text.length) {
    const char = text[at];
    if (depth === 0 && (char === ',' || char === '}')) return trimEnd(text, at);
    if (char === '"') {
      at = skipString(text, at);
      continue;
    }
    if (char === '{' || char === '[') depth++;
    if (char === '}' || char === ']') depth--;
    at++;
  }
  return at;
}

function trimEnd(text: string, to: number): number {
  let at = to;
  while (skipSpace(text, at - 1) !== at - 1) at--;
  return at;
}
