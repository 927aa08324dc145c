/** Where below its host this build lives: `/voicemail`, or nothing. Next writes the value in when it builds (`BASE_PATH`). */
export const BASE_PATH = process.env.BASE_PATH ?? '';

/** The address of a path of ours, for what is not Next's own link: `/api/mailbox` to `/voicemail/api/mailbox`. */
export function sitePath(path: string): string {
  return `${BASE_PATH}${path}`;
}

/** The path and query of the page that is open, as links name it. Only in a browser. */
export function pathHere(): string {
  return `${location.pathname.slice(BASE_PATH.length) || '/'}${location.search}`;
}
