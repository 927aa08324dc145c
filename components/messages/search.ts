import { isDay, startOfDay } from '#components/ui/days.ts';
import type { Status } from '#lib/voicemail/message.ts';

export const SHOWS = ['all', 'new', 'urgent'] as const;
export type Show = (typeof SHOWS)[number];

/** What the list is narrowed to, under the names that it has in the address bar. */
export interface Search {
  show: Show;
  /** As it is typed. */
  q: string;
  /** The first day, in the reader's zone. */
  from: string | null;
  /** The day after the last. */
  until: string | null;
  /** Seconds. */
  min: number | null;
  max: number | null;
}

export const NO_SEARCH: Search = { show: 'all', q: '', from: null, until: null, min: null, max: null };

/** The same in the words of the API, but for `urgent`, which is text in an address. */
export interface Narrowing {
  status?: Status;
  urgent?: true;
  q?: string;
  from?: string;
  until?: string;
  minSeconds?: number;
  maxSeconds?: number;
}

export const LONGEST_QUERY = 100;

/** Reads an address bar; what makes no sense is as if it were not there. */
export function searchIn(params: Pick<URLSearchParams, 'get'> | null): Search {
  const text = (name: keyof Search) => params?.get(name) ?? '';
  const day = (name: keyof Search) => (isDay(text(name)) ? text(name) : null);
  const seconds = (name: keyof Search) => (/^\d{1,6}$/.test(text(name)) ? Number(text(name)) : null);
  return {
    show: SHOWS.find((show) => show === text('show')) ?? 'all',
    q: text('q').slice(0, LONGEST_QUERY),
    from: day('from'),
    until: day('until'),
    min: seconds('min'),
    max: seconds('max'),
  };
}

/** Writes a search into an address; what narrows nothing leaves no trace. */
export function writeSearch(params: URLSearchParams, change: Partial<Search>): void {
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '' || value === 'all') params.delete(name);
    else params.set(name, String(value));
  }
}

export function narrowingOf({ show, q, from, until, min, max }: Search): Narrowing {
  return {
    ...(show === 'new' && { status: 'new' }),
    ...(show === 'urgent' && { urgent: true }),
    ...(q.trim() !== '' && { q: q.trim() }),
    ...(from !== null && { from: startOfDay(from) }),
    ...(until !== null && { until: startOfDay(until) }),
    ...(min !== null && { minSeconds: min }),
    ...(max !== null && { maxSeconds: max }),
  };
}

/** Whether more is asked for than a chip of the filter bar shows: something that one may want to clear. */
export function isSearching({ show: _, ...rest }: Search): boolean {
  return Object.keys(narrowingOf({ ...rest, show: 'all' })).length > 0;
}
