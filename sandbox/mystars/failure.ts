/** An error answer of the service. */
export class Failure extends Error {
  readonly http: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(http: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(JSON.stringify(body));
    this.name = 'Failure';
    this.http = http;
    this.body = body;
    this.headers = headers;
  }
}

const failure = (http: number, code: string) => (message: string, telegram_message?: string) =>
  new Failure(http, { error: { code, message, ...(telegram_message ? { telegram_message } : {}) } });

export const badRequest = failure(400, 'bad_request');
export const tooLarge = failure(413, 'bad_request');
export const unauthorized = failure(401, 'unauthorized');
export const forbidden = failure(403, 'forbidden');
export const notFound = failure(404, 'not_found');
export const conflict = failure(409, 'conflict');
export const ineligible = failure(422, 'recipient_ineligible');
export const unavailable = failure(503, 'unavailable');
/** Without headers: the limit of the day, or too many open orders to one recipient. */
export const capped = failure(429, 'rate_limited');
export const NO_ROUTE = new Failure(404, { error: 'not_found' });
