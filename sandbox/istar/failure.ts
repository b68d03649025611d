/** An error answer of iStar: JSON with a text, or a page. */
export class Failure extends Error {
  readonly http: number;
  readonly body: Readonly<Record<string, unknown>> | string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    http: number,
    body: Readonly<Record<string, unknown>> | string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(JSON.stringify(body));
    this.name = 'Failure';
    this.http = http;
    this.body = body;
    this.headers = headers;
  }
}

const page = (title: string): string => `<!doctype html><title>${title}</title><h1>${title}</h1>`;

/** The answers to a wrong key and a wrong path are pages. */
export const WRONG_KEY = new Failure(403, page('403 Forbidden'));
export const NO_PATH = new Failure(404, page('404 Not Found'));
export const BAD_GATEWAY = new Failure(502, page('502 Bad Gateway'));
export const UNAVAILABLE = new Failure(503, { success: false, message: 'Service temporarily unavailable' });
export const NOT_ALLOWED = new Failure(401, { success: false, detail: 'API key expired' });
export const TOO_MANY = new Failure(
  429,
  { success: false, msg: 'Too many requests' },
  { 'retry-after': '1' },
);
