import { addDays, shortDay } from '#components/ui/days.ts';
import { spokenDuration } from '#components/ui/duration.ts';
import { isSearching, type Search } from './search.ts';

type Days = Pick<Search, 'from' | 'until'>;
type Lengths = Pick<Search, 'min' | 'max'>;

/** Days that one often looks for, as seen on `today`. */
export function dayPresets(today: string): { name: string; days: Days }[] {
  return [
    { name: 'Any date', days: { from: null, until: null } },
    { name: 'Today', days: { from: today, until: addDays(today, 1) } },
    { name: 'Yesterday', days: { from: addDays(today, -1), until: today } },
    { name: 'Last 7 days', days: { from: addDays(today, -6), until: null } },
    { name: 'Last 30 days', days: { from: addDays(today, -29), until: null } },
  ];
}

/** What the chip says: a preset's name, `16 – 22 November`, `Since 16 November`. */
export function daysWords({ from, until }: Days, today: string): string {
  const preset = dayPresets(today).find(({ days }) => days.from === from && days.until === until);
  if (preset) return preset.name;
  const first = from && shortDay(from, today);
  const last = until && shortDay(addDays(until, -1), today);
  if (!first) return `Until ${last}`;
  if (!last) return `Since ${first}`;
  if (first === last) return first;
  const [day, ...monthAndYear] = first.split(' ');
  return last.endsWith(monthAndYear.join(' ')) ? `${day} – ${last}` : `${first} – ${last}`;
}

/** Lengths that one often looks for. */
export const LENGTH_PRESETS: { name: string; lengths: Lengths }[] = [
  { name: 'Any length', lengths: { min: null, max: null } },
  { name: 'Up to 10 seconds', lengths: { min: null, max: 10 } },
  { name: '10 seconds to 1 minute', lengths: { min: 10, max: 60 } },
  { name: '1 minute or longer', lengths: { min: 60, max: null } },
  { name: '3 minutes or longer', lengths: { min: 180, max: null } },
];

/** What the chip says: `10 seconds to 1 minute`. */
export function lengthWords({ min, max }: Lengths): string {
  if (min === null && max === null) return 'Any length';
  if (min === null) return `Up to ${spokenDuration(max ?? 0)}`;
  if (max === null) return `${spokenDuration(min)} or longer`;
  return `${spokenDuration(min)} to ${spokenDuration(max)}`;
}

/** `No message from “Patel” in Inbox`; `null` where nothing was searched for. */
export function nothingFoundWords(search: Search, folder: string): string | null {
  if (!isSearching(search)) return null;
  const kind = { all: '', new: 'new ', urgent: 'urgent ' }[search.show];
  const q = search.q.trim();
  return q === '' ? `No such ${kind}message in ${folder}` : `No ${kind}message from “${q}” in ${folder}`;
}
