/** Goes to the log-in, and from there back to this page. */
export function logInAgain(): void {
  const { pathname, search } = window.location;
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
}

/** Whether a request failed because the session has ended. */
export function isSessionOver(error: unknown): boolean {
  return (error as { response?: { status?: number } }).response?.status === 401;
}
