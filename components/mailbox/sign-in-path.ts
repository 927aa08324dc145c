/** Where to sign in again, and come back from to this page. */
export function signInPath(): string {
  return `/sign-in?${new URLSearchParams({ from: location.pathname + location.search })}`;
}
