import type { SoundForm } from '#lib/api/client.ts';
import type { Message } from '#lib/voicemail/message.ts';

interface FormWords {
  form: SoundForm;
  label: string;
}

/** What the server makes a WAV of (`lib/audio/codec.ts`). */
const DECODED = /^(gsm|wav|wav16|wav49|ulaw|alaw|g722|sln\d*)$/;

const WAV: FormWords = { form: 'wav', label: 'Download as WAV' };

/** How the sound of a message can be kept, the one that every program plays first. */
export function formsOf({ codec }: Pick<Message, 'codec'>): FormWords[] {
  if (codec === null) return [];
  const stored: FormWords = { form: 'stored', label: `Download as stored (${codec})` };
  return DECODED.test(codec) ? [WAV, stored] : [stored];
}

/** The same for messages of all kinds. */
export const FORMS_OF_MANY: FormWords[] = [
  { form: 'wav', label: 'Download as WAV files' },
  { form: 'stored', label: 'Download as they are stored' },
];
