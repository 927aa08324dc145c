import { rangeText } from '#lib/voicemail/uid-ranges.ts';
import { ApiError, recordingProblem, type SoundForm } from './client.ts';
import type { MessageSelection } from './contract.ts';
import { sitePath } from './site-path.ts';
import type { exportMessages } from './sound-contract.ts';

const EXPORT: (typeof exportMessages)['path'] = '/api/export';

/**
 * Where the chosen messages are as one file, the times in its names in zone `timeZone` (IANA).
 * @param selection of one folder: either by id, or all that a filter finds
 */
export function exportUrl({ mailbox, ids = [], filter }: MessageSelection, form: SoundForm, timeZone: string): string {
  const places = ids.map((id) => id.split('.'));
  const [folder, uidValidity] = places[0] ?? [];
  const chosen = filter ?? { folder, uidValidity, uids: rangeText(places.map(([, , uid]) => Number(uid))) };
  const given = Object.entries({ mailbox, ...chosen, form, tz: timeZone }).filter(([, value]) => value !== undefined);
  return sitePath(`${EXPORT}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`);
}

/** Why the file at `url` would not come, or `null` when it would. */
export async function exportProblem(url: string): Promise<ApiError | null> {
  const answer = await fetch(url, { method: 'HEAD' }).catch(() => null);
  if (answer?.ok) return null;
  // HEAD cannot say why.
  return answer ? recordingProblem(url) : new ApiError('offline');
}
