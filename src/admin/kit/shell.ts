import { useTranslation } from 'adminjs';
import type { Shell, ShownColumn } from '../access/shell.ts';

let last: { text: string; shell: Shell } | undefined;

/** The data that the server sent with the page. It is read once. */
export function useShell(): Shell {
  const { i18n } = useTranslation();
  const text = String(i18n.getResource(i18n.language, 'translation', 'shell'));
  if (last?.text !== text) last = { text, shell: JSON.parse(text) as Shell };
  return last.shell;
}

/** The columns of a table by name, as far as the reader sees them. Of any other name only the name is known. */
export function useColumns(source: string): (name: string) => ShownColumn {
  const { columns = {} } = useShell().sources[source] ?? {};
  return (name) => columns[name] ?? { label: name, type: 'text' };
}
