import type { Method } from './call.ts';
import { answerCallbackQuery } from './callback.ts';
import {
  deleteMessage,
  deleteMessages,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
} from './edit.ts';
import { getFile, sendDocument, sendMediaGroup, sendPhoto } from './media.ts';
import * as profile from './profile.ts';
import { sendChatAction, sendMessage } from './send.ts';
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './updates.ts';

const done = (): true => true;

/** Every method that the imitation knows. Any other method answers 404. */
const METHODS: Readonly<Record<string, Method>> = {
  getMe: profile.getMe,
  logOut: done,
  close: done,
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
  sendChatAction,
  sendPhoto,
  sendDocument,
  sendMediaGroup,
  getFile,
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  answerCallbackQuery,
  getChat: profile.getChat,
  getUserProfilePhotos: profile.getUserProfilePhotos,
  setMyCommands: profile.setMyCommands,
  getMyCommands: profile.getMyCommands,
  deleteMyCommands: profile.deleteMyCommands,
  setMyName: profile.setText('name'),
  getMyName: profile.getText('name'),
  setMyDescription: profile.setText('description'),
  getMyDescription: profile.getText('description'),
  setMyShortDescription: profile.setText('short_description'),
  getMyShortDescription: profile.getText('short_description'),
  setChatMenuButton: done,
  setMessageReaction: done,
  pinChatMessage: done,
  unpinChatMessage: done,
};

const BY_LOWER_CASE = new Map(
  Object.entries(METHODS).map(([name, method]) => [name.toLowerCase(), { name, method }]),
);

/** Method names are not case-sensitive. */
export function findMethod(name: string): { name: string; method: Method } | undefined {
  return BY_LOWER_CASE.get(name.toLowerCase());
}

export { Described, type Call } from './call.ts';
export { commandsFor } from './profile.ts';
