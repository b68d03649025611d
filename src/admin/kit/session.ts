/** To the log-in, and from there back to where one was. */
export function logInAgain(): void {
  const { pathname, search } = window.location;
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
}

/** Whether a failed request failed because the session has ended. */
export function isSessionOver(error: unknown): boolean {
  return (error as { response?: { status?: number } }).response?.status === 401;
}
