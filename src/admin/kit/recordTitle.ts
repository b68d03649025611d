import type { RecordJSON, ResourceJSON } from 'adminjs';
import { shortId } from './format.ts';
import { accountText } from './ledgerTexts.ts';
import { plain } from './plain.ts';
import type { useTexts } from './texts.ts';

/** What a record is called: what it refers to by name, a choice in words, the end of a long id; for people their number too. */
export function recordTitle(
  resource: ResourceJSON,
  { title, populated, params, id }: RecordJSON,
  texts: ReturnType<typeof useTexts>,
): string {
  const column = resource.titleProperty.name;
  const own =
    plain(params[`title_${texts.language}`]) || plain(populated[column]?.params[`title_${texts.language}`]);
  if (own !== '') return own;
  const said = accountText(texts.value(column, title), texts);
  const name = said === title ? shortId(title) : said;
  return resource.id === 'users' ? `${name === id ? '' : name} #${id}`.trim() : name;
}
