import type { StaffLanguage } from '../../staff/index.ts';
import { wordIn, wordsIn } from '../words/pair.ts';
import type { Tone } from '../words/tones.ts';
import type { Column, ColumnType, Saying, Source } from './source.ts';

export type { Saying } from './source.ts';

/** A column as the browser knows it, in the reader's language. */
export interface ShownColumn {
  readonly label: string;
  readonly type: ColumnType;
  readonly reference?: string;
  readonly words?: Readonly<Record<string, string>>;
  readonly tones?: Readonly<Record<string, Tone>>;
  readonly says?: Saying;
  /** Shown for no value, if a missing value means something. */
  readonly empty?: string;
}
export interface ShownSource {
  readonly many: string;
  readonly one: string;
  readonly columns: Readonly<Record<string, ShownColumn>>;
}
export interface MenuEntry {
  readonly href: string;
  readonly label: string;
  readonly icon: string;
  /** The name of a page in addresses. */
  readonly page?: string;
  /** Outside AdminJS: the browser loads a full page. */
  readonly outside?: true;
}

/** What the browser gets once with its first page: menu, tables and words, as far as the role has them. */
export interface Shell {
  /** The shop's coin: its label, and the decimals of its minor unit. */
  readonly coin: string;
  readonly decimals: number;
  readonly menu: readonly {
    readonly name: string;
    readonly label: string;
    readonly entries: readonly MenuEntry[];
  }[];
  readonly sources: Readonly<Record<string, ShownSource>>;
  /** Actions by name, with the words of the audit log. */
  readonly acts: Readonly<Record<string, string>>;
}

/** A source with those columns that the role sees. */
export function shownSource(
  { names }: Source,
  columns: readonly Column[],
  language: StaffLanguage,
): ShownSource {
  return {
    many: wordIn(names.many, language),
    one: wordIn(names.one, language),
    columns: Object.fromEntries(
      columns.map(({ name, label, type, reference, words, tones, says, empty }) => [
        name,
        {
          label: wordIn(label, language),
          type,
          ...(reference === undefined ? {} : { reference }),
          ...(words === undefined ? {} : { words: wordsIn(words, language) }),
          ...(tones === undefined ? {} : { tones }),
          ...(says === undefined ? {} : { says }),
          ...(empty === undefined ? {} : { empty: wordIn(empty, language) }),
        },
      ]),
    ),
  };
}
