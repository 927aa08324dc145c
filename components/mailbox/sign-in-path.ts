import { withWantedRow } from '#components/messages/wanted-row.ts';
import { pathHere, sitePath } from '#lib/api/site-path.ts';

/** Where to sign in again, and come back from to this page: its folder, its search, the row in hand. */
export function signInPath(): string {
  const here = pathHere();
  const row = rowInHand();
  return sitePath(`/sign-in?${new URLSearchParams({ from: row ? withWantedRow(here, row) : here })}`);
}

let isSigningOut = false;

/** While someone signs out here, that decides where this tab goes, whatever else hears of it. */
export async function signingOut(leave: () => Promise<void>): Promise<void> {
  isSigningOut = true;
  try {
    await leave();
  } catch (error) {
    isSigningOut = false;
    throw error;
  }
}

/** The sign-in is over: nothing of the mailbox stays to be seen, not even until the next page is there. */
export function leaveToSignIn(): void {
  if (isSigningOut) return;
  const path = signInPath();
  document.documentElement.hidden = true;
  location.replace(path);
}

function rowInHand(): string | null {
  const row = document.activeElement?.closest('[data-key]') ?? document.querySelector('[data-list] [data-chosen]');
  return row?.getAttribute('data-key') ?? null;
}
