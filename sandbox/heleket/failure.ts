/** An error answer of the provider. */
export class Failure extends Error {
  readonly http: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(http: number, body: Readonly<Record<string, unknown>>) {
    super(JSON.stringify(body));
    this.name = 'Failure';
    this.http = http;
    this.body = body;
  }
}

export const refusal = (message: string, http = 400): Failure => new Failure(http, { state: 1, message });
export const invalid = (errors: Readonly<Record<string, string[]>>): Failure =>
  new Failure(422, { state: 1, errors });
export const INVALID_SIGN = new Failure(401, { message: 'Invalid Sign.' });
export const SERVER_ERROR = new Failure(500, { message: 'Server error, #1', code: 500, error: null });
export const NO_INVOICE = refusal('No query results for model [App\\Models\\MerchantPayment].', 404);
