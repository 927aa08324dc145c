import { MicOff } from 'lucide-react';
import { CenterMessage } from '#components/ui/center-message.tsx';
import type { GreetingRefusal } from '#lib/voicemail/greeting.ts';
import { REFUSALS } from './greeting-words.ts';

/** Why greetings can be neither heard nor changed here. */
export function Refused({ reason }: { reason: GreetingRefusal }) {
  const { title, text, remedy } = REFUSALS[reason];
  return (
    <CenterMessage
      art={<MicOff size={56} strokeWidth={1} aria-hidden="true" />}
      title={title}
      fine={`For your administrator: ${remedy}.`}
    >
      {text}
    </CenterMessage>
  );
}
