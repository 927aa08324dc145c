import type { ApiErrorCode } from '#lib/api/client.ts';
import type { Lamp, LampReason } from '#lib/voicemail/summary.ts';
import { problemWords } from './problem-words.ts';

export interface LampWords {
  isOn: boolean;
  /** `Lamp should be on: 2 new, 1 urgent` */
  line: string;
  /** Why one may believe it, or not. */
  detail: string;
  /** Whether it may help to have the phone system look again. */
  mayRefresh: boolean;
}

/** What the lamp on the phone shows, as far as anyone knows. */
export function lampWords(lamp: Lamp): LampWords {
  const state = `${lamp.confirmed ? 'Lamp' : 'Lamp should be'} ${lamp.on ? 'on' : 'off'}:`;
  const urgent = lamp.urgent > 0 ? `, ${lamp.urgent} urgent` : '';
  const counts = lamp.on ? `${lamp.new} new${urgent}` : 'nothing new';
  return {
    isOn: lamp.on,
    line: `${unbroken(state)} ${unbroken(counts)}`,
    detail: lamp.reason ? reasonWords(lamp.reason, lamp.phone) : 'The phone agrees',
    mayRefresh: lamp.reason !== null && !NO_USE.includes(lamp.reason),
  };
}

/** Where the line has to break, it breaks after the colon. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** Where looking again changes nothing. */
const NO_USE: LampReason[] = ['no-ami', 'phone-in-use', 'being-read'];

const REASONS: Record<LampReason, string> = {
  'no-ami': 'The lamp follows at the phone system’s next poll: this site has no direct line to it (AMI).',
  'ami-down': 'Not confirmed: the phone system (AMI) does not answer.',
  'ami-refused': 'Not confirmed: the phone system refuses the portal’s AMI name or secret.',
  'ami-forbidden':
    'Not confirmed: the portal’s AMI user may not do all that it needs. Administrators: see docs/phone.md.',
  'polling-off': 'The lamp cannot follow: this Asterisk needs pollmailboxes=yes in voicemail.conf.',
  'counts-differ': 'The phone system counts something else. Administrators: see docs/phone.md.',
  'lamp-behind':
    'Not confirmed: the phone system counts the same, but has told the phones something else. It was asked to look again.',
  'phone-in-use': 'The lamp follows when the owner leaves the phone’s menu.',
  'not-answered': 'Not confirmed: the phone system has not answered yet.',
  'being-read': 'Not confirmed: the messages are still being counted.',
};

function reasonWords(reason: LampReason, phone: Lamp['phone']): string {
  if (!phone) return REASONS[reason];
  const difference = `${phone.new} new, ${phone.urgent} urgent and ${phone.old} old`;
  return `The phone system counts ${difference} messages. Administrators: see docs/phone.md.`;
}

/** What can be said of the lamp when the summary did not come. */
export function lampNotKnown(code: ApiErrorCode): LampWords {
  return { isOn: false, line: 'Lamp not known', detail: problemWords(code).title, mayRefresh: false };
}
