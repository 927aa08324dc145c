/** To make a formatter takes longer than to use it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
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
  formats.set(zone, format);
  return format;
}

/** What strftime needs, in the zone of a mailbox and in English. */
function parts(at: Date, zone: string): Record<string, string> {
  return Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
}

/** RFC 822, `%a, %d %b %Y %H:%M:%S %z`: "Sun, 22 Nov 2026 22:18:28 +0000". */
export function dateHeader(at: Date, zone: string): string {
  const { weekday = '', day, month = '', year, hour, minute, second, timeZoneName = '' } = parts(at, zone);
  const offset = timeZoneName.replace('GMT', '').replace(':', '') || '+0000';
  return `${weekday.slice(0, 3)}, ${day} ${month.slice(0, 3)} ${year} ${hour}:${minute}:${second} ${offset}`;
}

/** The default emaildateformat, `%A, %B %d, %Y at %r`: "Sunday, November 22, 2026 at 10:18:28 PM". */
export function origDate(at: Date, zone: string): string {
  const { weekday, day, month, year, hour, minute, second } = parts(at, zone);
  const hours = Number(hour);
  const twelve = String(hours % 12 || 12).padStart(2, '0');
  return `${weekday}, ${month} ${day}, ${year} at ${twelve}:${minute}:${second} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** "1:05": the length as the body tells it. */
export function spokenLength(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function unixSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
