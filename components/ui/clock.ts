/** Dates and times as a reader in one time zone has them. Days are `2026-11-22`. */
export interface Clock {
  timeZone: string;
  dayOf(instant: string | number): string;
  /** `14:32` */
  timeOf(instant: string): string;
  /** `Thursday, 19 November 2026 at 14:32:05 CET` */
  stampOf(instant: string): string;
}

/** A clock for an IANA zone. Formatters are dear: make one clock and keep it. */
export function clockIn(timeZone: string): Clock {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const stamp = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'long' });
  return {
    timeZone,
    dayOf: (instant) => day.format(new Date(instant)),
    timeOf: (instant) => time.format(new Date(instant)),
    stampOf: (instant) => stamp.format(new Date(instant)),
  };
}

const DAY = { timeZone: 'UTC', day: 'numeric', month: 'long' } as const;
// Kept, because to make one takes longer than all else that is done for a row.
const WEEKDAYS = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' });
const DAYS = new Intl.DateTimeFormat('en-GB', DAY);
const DAYS_AND_YEARS = new Intl.DateTimeFormat('en-GB', { ...DAY, year: 'numeric' });

/** `Today`, `Yesterday`, `Thursday, 19 November`, and the year where it is not this one. */
export function dayName(day: string, today: string): string {
  if (day === today) return 'Today';
  // A calendar day, not 24 hours: one day of the year has 23 of them and one has 25.
  const [date, yesterday] = [new Date(day), new Date(today)];
  yesterday.setUTCDate(yesterday.getUTCDate() - 1);
  if (date.getTime() === yesterday.getTime()) return 'Yesterday';
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return `${WEEKDAYS.format(date)}, ${(isThisYear ? DAYS : DAYS_AND_YEARS).format(date)}`;
}
