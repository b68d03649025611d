/** An answer `{ok:false,…}` of the Bot API. */
export class ApiError extends Error {
  readonly code: number;
  readonly retryAfter: number | undefined;

  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.name = 'ApiError';
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** The body as it is sent. */
  body(): Record<string, unknown> {
    return {
      ok: false,
      error_code: this.code,
      description: this.message,
      ...(this.retryAfter === undefined ? {} : { parameters: { retry_after: this.retryAfter } }),
    };
  }
}

export const badRequest = (text: string): ApiError => new ApiError(400, `Bad Request: ${text}`);

export const tooManyRequests = (seconds: number): ApiError =>
  new ApiError(429, `Too Many Requests: retry after ${seconds}`, seconds);

export const FORBIDDEN = {
  blocked: 'Forbidden: bot was blocked by the user',
  deactivated: 'Forbidden: user is deactivated',
  notStarted: "Forbidden: bot can't initiate conversation with a user",
} as const;

export const forbidden = (why: keyof typeof FORBIDDEN): ApiError => new ApiError(403, FORBIDDEN[why]);

export const UNAUTHORIZED = new ApiError(401, 'Unauthorized');
export const NOT_FOUND = new ApiError(404, 'Not Found');
