import { sessionName } from '../../staff/index.ts';
import type { News } from './news.ts';

const TOPIC = /^session:/;

/** Whether a topic of the news is about sessions. Such topics are for the server and never go to a page. */
export function isSessionTopic(topic: string): boolean {
  return TOPIC.test(topic);
}

/** Reports at once that a session ended before its time: log-out, revocation, another role, a disabled person. */
export function onSessionEnd(news: News, sid: string, ended: () => void): () => void {
  const own = `session:${sessionName(sid)}`;
  return news.subscribe((topic) => {
    if (topic === own) ended();
  });
}

/** The same for work that takes a signal. Call `forget` when the work is done. */
export function sessionSignal(news: News, sid: string): { signal: AbortSignal; forget: () => void } {
  const controller = new AbortController();
  const forget = onSessionEnd(news, sid, () => controller.abort(new Error('the session ended')));
  return { signal: controller.signal, forget };
}
