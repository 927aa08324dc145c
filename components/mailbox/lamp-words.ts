import type { ApiErrorCode } from '#lib/api/client.ts';
import type { Lamp } from '#lib/voicemail/summary.ts';
import { problemWords } from './problem-words.ts';

export interface LampWords {
  isOn: boolean;
  /** `Lamp should be on: 2 new, 1 urgent` */
  line: string;
  /** Why one may believe it, or not. */
  detail: string;
}

/** What the lamp on the phone shows, as far as anyone knows. */
export function lampWords(lamp: Lamp): LampWords {
  const state = `${lamp.confirmed ? 'Lamp' : 'Lamp should be'} ${lamp.on ? 'on' : 'off'}:`;
  const urgent = lamp.urgent > 0 ? `, ${lamp.urgent} urgent` : '';
  const counts = lamp.on ? `${lamp.new} new${urgent}` : 'nothing new';
  return {
    isOn: lamp.on,
    line: `${unbroken(state)} ${unbroken(counts)}`,
    detail: lamp.reason ? REASONS[lamp.reason] : 'The phone agrees',
  };
}

/** Where the line has to break, it breaks after the colon. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

const REASONS: Record<NonNullable<Lamp['reason']>, string> = {
  'no-ami': 'Not confirmed: this site has no direct line to the phone system.',
};

/** What can be said of the lamp when the summary did not come. */
export function lampNotKnown(code: ApiErrorCode): LampWords {
  return { isOn: false, line: 'Lamp not known', detail: problemWords(code).title };
}
