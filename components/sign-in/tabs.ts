/** The channel on which the tabs of a browser tell one another who is signed in now: `in` or `out`. */
export const SESSION_CHANNEL = 'lamplight.session';

export function tellTabs(session: 'in' | 'out'): void {
  const channel = new BroadcastChannel(SESSION_CHANNEL);
  channel.postMessage(session);
  channel.close();
}

/** That this tab has gone to sign in elsewhere. */
export const AWAY = 'lamplight.away';

/** Tells the other tabs that somebody is back from signing in elsewhere: they may still show another's mailbox. */
export function tellOfReturn(): void {
  if (sessionStorage.getItem(AWAY) === null) return;
  sessionStorage.removeItem(AWAY);
  tellTabs('in');
}
