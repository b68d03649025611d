import type { RecordJSON, ResourceJSON } from 'adminjs';
import type { Shell } from '../access/shell.ts';
import { shortId } from './format.ts';
import { plain } from './plain.ts';
import type { Say } from './say.ts';
import { accountText } from './sayings.ts';

/**
 * The name of a record. A reference has the name of its record, a choice its words, a long id its end. People also have
 * their number.
 */
export function recordTitle(
  resource: ResourceJSON,
  { title, populated, params, id }: RecordJSON,
  { say, shell }: { say: Say; shell: Shell },
): string {
  const column = resource.titleProperty.name;
  const own =
    plain(params[`title_${say.language}`]) || plain(populated[column]?.params[`title_${say.language}`]);
  if (own !== '') return own;
  const word = shell.sources[resource.id]?.columns[column]?.words?.[title] ?? title;
  const said = accountText(word, say);
  const name = said === title ? shortId(title) : said;
  return resource.id === 'users' ? `${name === id ? '' : name} #${id}`.trim() : name;
}
