const nameOf = (mailbox: string) => `lamplight.looked-at.${mailbox}`;

/** While somebody looks at this tab it holds a lock, for the other tabs to see; the browser lets go of it if the tab dies. */
export function showLooking(mailbox: string): () => void {
  let letGo: (() => void) | null = null;
  const note = () => {
    const isLooking = document.visibilityState === 'visible' && document.hasFocus();
    if (isLooking === (letGo !== null)) return;
    if (!isLooking) return stop();
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    void navigator.locks.request(nameOf(mailbox), { mode: 'shared' }, () => held);
  };
  const stop = () => {
    letGo?.();
    letGo = null;
  };
  const listening = new AbortController();
  for (const type of ['focus', 'blur']) addEventListener(type, note, { signal: listening.signal });
  document.addEventListener('visibilitychange', note, { signal: listening.signal });
  note();
  return () => {
    listening.abort();
    stop();
  };
}

/** Whether somebody looks at the mailbox, in any tab. */
export async function isLookedAt(mailbox: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === nameOf(mailbox));
}
