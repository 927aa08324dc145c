export const ZONE_COOKIE = 'lamplight.zone';

/** Whether the text names a time zone that this machine knows. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z][\w+/-]{0,63}$/.test(text)) return false;
  try {
    return Boolean(Intl.DateTimeFormat('en-GB', { timeZone: text }));
  } catch {
    return false;
  }
}
