/** Telegram objects as they are sent. They have only the fields that the imitation reads. */
export interface TgUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface TgChat {
  id: number;
  type: 'private' | 'channel';
  first_name?: string;
  last_name?: string;
  username?: string;
  title?: string;
}

export interface Entity {
  type: string;
  /** In UTF-16 code units, as everywhere in the Bot API. */
  offset: number;
  length: number;
  url?: string;
  language?: string;
  custom_emoji_id?: string;
  user?: TgUser;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  copy_text?: { text: string };
  url?: string;
  [other: string]: unknown;
}

/** A button below the text field. Without `request_users` it sends its text. */
export interface ReplyButton {
  text: string;
  request_users?: RequestUsers;
}

export interface RequestUsers {
  request_id: number;
  user_is_bot?: boolean;
  max_quantity: number;
  request_name: boolean;
  request_username: boolean;
}

export interface ReplyMarkup {
  inline_keyboard?: InlineButton[][];
  keyboard?: ReplyButton[][];
  remove_keyboard?: boolean;
  force_reply?: boolean;
  [other: string]: unknown;
}

export interface FileObject {
  file_id: string;
  file_unique_id: string;
  file_size: number;
  width?: number;
  height?: number;
  file_name?: string;
  mime_type?: string;
}

export interface Message {
  message_id: number;
  from?: TgUser;
  sender_chat?: TgChat;
  chat: TgChat;
  /** The topic, if the private chat has topics. */
  message_thread_id?: number;
  is_topic_message?: boolean;
  /** Unix seconds. */
  date: number;
  edit_date?: number;
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  photo?: FileObject[];
  document?: FileObject;
  sticker?: Record<string, unknown>;
  contact?: { phone_number: string; first_name: string; user_id?: number };
  users_shared?: { request_id: number; users: SharedUser[] };
  media_group_id?: string;
  reply_to_message?: Message;
  reply_markup?: ReplyMarkup;
}

export interface SharedUser {
  user_id: number;
  first_name?: string;
  last_name?: string;
  username?: string;
}

export interface BotCommand {
  command: string;
  description: string;
}

export interface Update {
  update_id: number;
  [kind: string]: unknown;
}

/** A person who can talk to the bot from the chat page or the play interface. */
export interface Person {
  user: TgUser;
  /** The person has pressed Start. Before that a bot cannot write first. */
  started: boolean;
  blocked: boolean;
  deactivated: boolean;
  /** Stars that this account got. Absent: none. */
  stars?: number;
}

export interface StoredFile {
  path: string;
  name: string;
  mime: string;
  base64: string;
  size: number;
}

/** A press on an inline button. */
export interface Press {
  id: string;
  userId: number;
  messageId: number;
  data: string;
  /** Milliseconds since 1970. */
  at: number;
  answered: boolean;
}

/** What answerCallbackQuery showed to the person. */
export interface Toast {
  callbackQueryId: string;
  userId: number;
  text: string;
  showAlert: boolean;
  url: string | null;
  at: string;
}

export interface Webhook {
  url: string;
  secret: string | null;
  maxConnections: number;
  lastErrorDate: number | null;
  lastErrorMessage: string | null;
}

/** Everything that is saved. */
export interface TelegramState {
  nextUpdateId: number;
  nextMessageId: number;
  nextPersonId: number;
  nextFile: number;
  people: Record<string, Person>;
  messages: Record<string, Message[]>;
  updates: Update[];
  allowedUpdates: string[] | null;
  webhook: Webhook | null;
  commands: Record<string, BotCommand[]>;
  texts: Record<string, string>;
  files: Record<string, StoredFile>;
  presses: Record<string, Press>;
  toasts: Toast[];
  /** The buttons below the text field, by chat. They stay until the bot removes them. */
  keyboards?: Record<string, ReplyButton[][]>;
}
