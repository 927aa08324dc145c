import type { Page as Tab } from '@playwright/test';

/** When something was so on the page, in milliseconds since 1970: the page's clock and ours are the same machine's. */
export type Moment = Promise<number>;

export const nowMs = (): number => performance.timeOrigin + performance.now();

/** When a row with that text is there, or is gone. Watched from now on, by the page itself. */
export function momentOfRow(tab: Tab, text: string, isThere: boolean): Moment {
  return tab.evaluate(
    ([wanted, there]) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => look());
        const look = () => {
          const rows = [...document.querySelectorAll('main li')];
          if (rows.some((row) => row.textContent.includes(wanted)) !== there) return;
          observer.disconnect();
          resolve(performance.timeOrigin + performance.now());
        };
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        look();
      }),
    [text, isThere] as const,
  );
}

/** When the next click reaches the page. */
export function momentOfClick(tab: Tab): Moment {
  return tab.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const tell = () => resolve(performance.timeOrigin + performance.now());
        document.addEventListener('click', tell, { capture: true, once: true });
      }),
  );
}
