import { pathHere } from '#lib/api/site-path.ts';

interface Heading {
  path: string;
  turnTo: (path: string) => void;
}

let heading: Heading | null = null;

/** Notes that a link was followed: the address bar still shows the old page until the new one is there. */
export function setOut(path: string, push: (path: string) => void): void {
  if (path === pathHere()) return;
  const turnTo = (next: string) => {
    setOut(next, push);
    push(next);
  };
  heading = { path, turnTo };
  addEventListener('popstate', arrive, { once: true });
}

/** Notes that the address bar shows what the page shows. */
export function arrive(): void {
  heading = null;
}

/** Where a link that was followed leads to, while its page is on its way. Another change of the address would stop it. */
export function currentHeading(): Heading | null {
  return heading;
}
