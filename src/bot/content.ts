import { z } from 'zod';

/** What a user sent: text, or a file with its caption. `other` has no file: its text says what it was. */
export interface IncomingContent {
  readonly kind: 'text' | 'photo' | 'document' | 'other';
  readonly text: string;
  readonly fileId?: string | undefined;
  /** Stays the same even when `fileId` changes. */
  readonly fileUniqueId?: string | undefined;
  readonly fileName?: string | undefined;
  /** In bytes, if Telegram says so. */
  readonly fileSize?: number | undefined;
  /** Messages of one album share it. */
  readonly mediaGroupId?: string | undefined;
  /** A person whom the user picked with a button. Nothing else of that person is known. */
  readonly picked?: { readonly username: string | undefined; readonly name: string } | undefined;
  /** A contact of the address book: a phone number names no account. */
  readonly isContact?: boolean;
  /** The message has more than its text, such as a game. That part is lost. */
  readonly isPart?: boolean;
}

const file = z.object({
  file_id: z.string(),
  file_unique_id: z.string().optional(),
  file_name: z.string().optional(),
  file_size: z.number().int().nonnegative().optional(),
});
type File = z.output<typeof file>;

const place = z.object({ latitude: z.number(), longitude: z.number(), live_period: z.number().optional() });
const contact = z.object({
  phone_number: z.string(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
});

const picked = z.object({
  users: z
    .array(
      z.object({
        username: z.string().optional(),
        first_name: z.string().optional(),
        last_name: z.string().optional(),
      }),
    )
    .min(1),
});

/**
 * The parts of a message that hold what its sender wants to say. Every other message in a chat is a service message.
 */
export const contentParts = {
  text: z.string().optional().catch(undefined),
  caption: z.string().optional().catch(undefined),
  photo: z.array(file).optional().catch(undefined),
  document: file.optional().catch(undefined),
  voice: file.optional().catch(undefined),
  audio: file.optional().catch(undefined),
  video: file.optional().catch(undefined),
  video_note: file.optional().catch(undefined),
  animation: file.optional().catch(undefined),
  sticker: z.object({ emoji: z.string().optional() }).optional().catch(undefined),
  location: place.optional().catch(undefined),
  venue: z.object({ title: z.string(), address: z.string() }).optional().catch(undefined),
  contact: contact.optional().catch(undefined),
  users_shared: picked.optional().catch(undefined),
  dice: z.object({ emoji: z.string(), value: z.number() }).optional().catch(undefined),
  poll: z.object({ question: z.string(), options: z.array(z.object({ text: z.string() })) }).optional(),
};
type Parts = { [P in keyof typeof contentParts]?: z.output<(typeof contentParts)[P]> } & {
  media_group_id?: string | undefined;
};

/** Content that cannot be kept. Only the fact that it was sent is kept. */
const UNKEPT = ['game', 'story', 'invoice', 'paid_media', 'checklist', 'giveaway'] as const;

/**
 * Whether a person says something with this message. Pins, timers, gifts, topics and the like are notes of the chat
 * itself.
 */
export function isContent(message: { readonly users_shared?: unknown }): boolean {
  if (message.users_shared !== undefined) return picked.safeParse(message.users_shared).success;
  return [...Object.keys(contentParts), ...UNKEPT].some((part) => part in message);
}

/** Files that a ticket shows as a file, each with a name to use if the file has none. */
const FILES = {
  document: undefined,
  voice: 'voice.ogg',
  audio: 'audio.mp3',
  video: 'video.mp4',
  video_note: 'video.mp4',
  animation: 'animation.mp4',
} as const;

export function contentOf(data: Parts): IncomingContent {
  const common = { text: data.text ?? data.caption ?? '', mediaGroupId: data.media_group_id };
  // The last size is the largest one.
  const photo = data.photo?.at(-1);
  if (photo) return { ...common, ...fileOf(photo), kind: 'photo' };
  // Telegram sends an animation as a document too. The document has the name.
  for (const [part, name] of Object.entries(FILES) as [keyof typeof FILES, string | undefined][]) {
    const found = data[part];
    if (found) return { ...common, ...fileOf(found, name), kind: 'document' };
  }
  if (data.text !== undefined) return { ...common, kind: 'text' };
  const [person] = data.users_shared?.users ?? [];
  if (person) {
    const name = [person.first_name, person.last_name].filter(Boolean).join(' ');
    return { ...common, kind: 'other', picked: { username: person.username, name } };
  }
  const said = inWords(data);
  return {
    ...common,
    kind: 'other',
    text: said ?? common.text,
    isPart: said === undefined,
    isContact: data.contact !== undefined,
  };
}

function fileOf(given: File, name?: string): Partial<IncomingContent> {
  return {
    fileId: given.file_id,
    fileUniqueId: given.file_unique_id,
    fileName: given.file_name ?? name,
    fileSize: given.file_size,
  };
}

/** Describes content that has no file and is not text, in words that an agent can read. */
function inWords({ sticker, venue, location, contact: person, dice, poll }: Parts): string | undefined {
  if (sticker) return sticker.emoji ?? '🖼';
  const spot = location && `${location.latitude}, ${location.longitude}`;
  if (venue) return `📍 ${venue.title}, ${venue.address}${spot === undefined ? '' : ` (${spot})`}`;
  if (location) return `📍 ${spot}${location.live_period === undefined ? '' : ' (live: where it began)'}`;
  if (person)
    return `👤 ${[person.first_name, person.last_name, person.phone_number].filter(Boolean).join(' ')}`;
  if (dice) return `${dice.emoji} ${dice.value}`;
  if (poll) return [`📊 ${poll.question}`, ...poll.options.map(({ text }) => `• ${text}`)].join('\n');
  return undefined;
}
