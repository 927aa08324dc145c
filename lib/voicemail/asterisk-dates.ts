/** To make a formatter takes longer than to use it a hundred times. */
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

/** What strftime needs, in a zone and in English; where the zone is not known, in that of this machine, as Asterisk does. */
function parts(at: Date, timeZone: string | undefined): Partial<Record<string, string>> {
  const format = formats.get(timeZone) ?? formatIn(timeZone);
  formats.set(timeZone, format);
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

function formatIn(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    ...(timeZone !== undefined && isZone(timeZone) && { timeZone }),
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }) !== null;
  } catch {
    return false;
  }
}

/** RFC 822, `%a, %d %b %Y %H:%M:%S %z`: "Sun, 22 Nov 2026 22:18:28 +0000". */
export function dateHeader(at: Date, timeZone: string | undefined): string {
  const { weekday = '', day, month = '', year, hour, minute, second, timeZoneName = '' } = parts(at, timeZone);
  const offset = timeZoneName.replace('GMT', '').replace(':', '') || '+0000';
  return `${weekday.slice(0, 3)}, ${day} ${month.slice(0, 3)} ${year} ${hour}:${minute}:${second} ${offset}`;
}

/** The default of `emaildateformat`, `%A, %B %d, %Y at %r`: "Sunday, November 22, 2026 at 10:18:28 PM". */
export function origDate(at: Date, timeZone: string | undefined): string {
  const { weekday, day, month, year, hour, minute, second } = parts(at, timeZone);
  const hours = Number(hour);
  const twelve = String(hours % 12 || 12).padStart(2, '0');
  return `${weekday}, ${month} ${day}, ${year} at ${twelve}:${minute}:${second} ${hours < 12 ? 'AM' : 'PM'}`;
}
