/** Beyond it ISO 8601 needs more than four digits for the year. */
export const LAST_SECOND_OF_9999 = 253_402_300_799;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE =
  /^(?:[^,]{0,20},)?\s*(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60))?\s+(?:([+-])(\d\d)(\d\d)|UTC?|GMT|Z)(?![\w+-])/i;
const LARGEST_OFFSET_MINUTES = 14 * 60;

/** A moment, and the clock it was read from. */
interface ZonedTime {
  seconds: number;
  zoneOffsetMinutes: number;
}

/**
 * A Date header (RFC 5322 §3.3) as Unix time and minutes east of UTC. `null` when it is no date, before 1970, or in a
 * zone that has only a name: better none than hours off.
 */
export function parseDateHeader(text: string): ZonedTime | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const [, day, monthName = '', year, hour, minute, second = 0, sign, zoneHours = 0, zoneMinutes = 0] = match;
  const month = MONTHS.indexOf(monthName.toLowerCase());
  const zoneOffsetMinutes = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  const midnight = new Date(Date.UTC(Number(year), month, Number(day)));
  const secondsOfDay = (Number(hour) * 60 + Number(minute) - zoneOffsetMinutes) * 60 + Number(second);
  const seconds = midnight.getTime() / 1000 + secondsOfDay;
  // Date.UTC carries 31 February over to March.
  const isOnCalendar = month >= 0 && midnight.getUTCDate() === Number(day);
  const isPlausible = seconds > 0 && Math.abs(zoneOffsetMinutes) <= LARGEST_OFFSET_MINUTES;
  return isOnCalendar && isPlausible ? { seconds, zoneOffsetMinutes: zoneOffsetMinutes || 0 } : null;
}
