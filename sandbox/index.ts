export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
// Shapes of the play interface's answers.
export type { SentWebhook } from './heleket/types.ts';
export type { IStarSandbox } from './istar/index.ts';
export type { WebhookSettings } from './heleket/world.ts';
export type { Fault, ReceivedCall } from './shared/index.ts';
export type { BotCommand, Message, Person, ReplyButton, Toast } from './telegram/types.ts';
