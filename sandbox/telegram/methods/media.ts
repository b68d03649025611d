import { own } from '../../../src/lib/index.ts';
import { ApiError, badRequest } from '../errors.ts';
import { imageSize, saveFile } from '../files.ts';
import { readMarkup } from '../markup.ts';
import { readJson, readText, type Params, type Upload } from '../params.ts';
import { MAX_CAPTION, readFormatted, type Formatted } from '../text.ts';
import type { FileObject, Message } from '../types.ts';
import type { TelegramWorld } from '../world.ts';
import { checkFlood, checkReachable, deliver, findRecipient, type Call } from './call.ts';

const MAX_BYTES = { photo: 10 * 1024 * 1024, document: 50 * 1024 * 1024 };
const MAX_DOWNLOAD = 20 * 1024 * 1024;
const MAX_ALBUM = 10;
type Kind = keyof typeof MAX_BYTES;

export const sendPhoto = (call: Call): Message => sendFile(call, 'photo');
export const sendDocument = (call: Call): Message => sendFile(call, 'document');

function sendFile(call: Call, kind: Kind): Message {
  const { world, params } = call;
  const caption = readCaption(params);
  const markup = readMarkup(params);
  const recipient = findRecipient(call);
  const given = params.files.get(kind) ?? readText(params, kind);
  if (given === undefined || given === '') throw badRequest(`there is no ${kind} in the request`);
  checkReachable(recipient);
  const media = readMedia(call, kind, given);
  checkFlood(world, recipient.chat.id);
  return deliver(call, recipient, {
    ...media,
    ...withCaption(caption),
    ...(markup ? { reply_markup: markup } : {}),
  });
}

function readCaption(params: Params): Formatted {
  const caption = readFormatted(params, { text: 'caption', entities: 'caption_entities' });
  if (caption.text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  return caption;
}

function withCaption({ text, entities }: Formatted): Partial<Message> {
  if (text === '') return {};
  return { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}

/** An upload, `attach://name`, or the id of a file that is already here. */
function readMedia({ world, params }: Call, kind: Kind, given: Upload | string): Partial<Message> {
  const attached = typeof given === 'string' ? /^attach:\/\/(.+)$/.exec(given)?.[1] : undefined;
  const upload = typeof given === 'string' ? (attached ? params.files.get(attached) : undefined) : given;
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    if (upload.bytes.length > MAX_BYTES[kind]) throw new ApiError(413, 'Request Entity Too Large');
    if (kind === 'photo' && !imageSize(upload.bytes)) throw badRequest('IMAGE_PROCESS_FAILED');
    const saved = saveFile(world, upload, kind);
    return kind === 'photo' ? { photo: saved.photo } : { document: saved.document };
  }
  if (attached !== undefined || typeof given !== 'string')
    throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:\/\//.test(given)) throw badRequest('failed to get HTTP URL content');
  return { [kind]: knownFile(world, kind, given) };
}

/** The same photo or document again, found in the chats by its id. */
function knownFile(world: TelegramWorld, kind: Kind, id: string): FileObject[] | FileObject {
  for (const message of Object.values(world.state.messages).flat()) {
    if (kind === 'photo' && message.photo?.some((size) => size.file_id === id)) return message.photo;
    if (kind === 'document' && message.document?.file_id === id) return message.document;
  }
  if (own(world.state.files, id))
    throw badRequest(
      `can't use file of type ${kind === 'photo' ? 'Document' : 'Photo'} as ${kind === 'photo' ? 'Photo' : 'Document'}`,
    );
  throw badRequest('wrong file identifier/HTTP URL specified');
}

interface AlbumItem {
  type?: string;
  media?: string;
  caption?: string;
  parse_mode?: string;
  caption_entities?: unknown;
}

export function sendMediaGroup(call: Call): Message[] {
  const { world, params } = call;
  const items = readJson(params, 'media', 'InputMedia');
  if (!Array.isArray(items) || items.length === 0) throw badRequest('there are no messages to send');
  if (items.length > MAX_ALBUM) throw badRequest('there are too many messages to send as an album');
  const recipient = findRecipient(call);
  checkReachable(recipient);
  const contents = (items as AlbumItem[]).map((item) => {
    if (item.type !== 'photo' && item.type !== 'document')
      throw badRequest(`can't parse InputMedia: type "${String(item.type)}" is unsupported`);
    if (!item.media) throw badRequest('can\'t parse InputMedia: Can\'t find field "media"');
    const caption = readCaption({ fields: { ...item }, files: params.files });
    const kind: Kind = item.type;
    return { kind, media: item.media, caption };
  });
  if (new Set(contents.map((item) => item.kind)).size > 1)
    throw badRequest("document can't be mixed with other media types");
  const ready = contents.map((item) => ({
    ...readMedia(call, item.kind, item.media),
    ...withCaption(item.caption),
  }));
  checkFlood(world, recipient.chat.id, ready.length);
  const album = `album${world.state.nextFile++}`;
  return ready.map((content) => deliver(call, recipient, { ...content, media_group_id: album }));
}

export function getFile({ world, params }: Call): Record<string, unknown> {
  const id = readText(params, 'file_id') ?? '';
  if (id === '') throw badRequest('file_id not specified');
  const stored = own(world.state.files, id);
  if (!stored) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (stored.size > MAX_DOWNLOAD) throw badRequest('file is too big');
  return { file_id: id, file_unique_id: id.slice(10), file_size: stored.size, file_path: stored.path };
}
