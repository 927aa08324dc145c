'use client';

import { CalendarClock, Download, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { IconLink } from '#components/ui/button.tsx';
import { dayName } from '#components/ui/clock.ts';
import { readersClock } from '#components/ui/use-clock.ts';
import { greetingUrl } from '#lib/api/greeting-calls.ts';
import { thing } from './greeting-words.ts';
import { useDesk, useStudioState } from './greetings-context.ts';
import { NewTools } from './new-tools.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SoundStrip } from './sound-strip.tsx';
import { Tool } from './tool.tsx';
import { type Greeting, useGreetingSound } from './use-greetings.ts';

interface StoredBodyProps {
  greeting: Greeting;
  takesFocus: boolean;
}

/** A greeting that callers can hear. */
export function StoredBody({ greeting, takesFocus }: StoredBodyProps) {
  const { kind, durationSeconds } = greeting;
  const { data: sound, error } = useGreetingSound(greeting);
  const mailbox = useMailboxAddress();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      {error ? (
        <p role="alert" className="self-center text-sm text-ink-2">
          This greeting cannot be played here. Callers hear it all the same.
        </p>
      ) : (
        <SoundStrip what={thing(kind)} sound={sound} endSeconds={null} toldSeconds={durationSeconds} />
      )}
      <div>
        <Facts greeting={greeting} sound={sound} />
        <div className="-mx-2.5 flex flex-wrap items-center gap-0.5">
          <NewTools kind={kind} takesFocus={takesFocus} />
          <IconLink
            label={`Download: ${thing(kind)}`}
            href={greetingUrl(kind, mailbox)}
            download={`greeting-${kind}.wav`}
          >
            <Download size={16} strokeWidth={1.75} aria-hidden="true" />
          </IconLink>
          <Tool aria-label={`Remove: ${thing(kind)}`} className="ml-auto text-danger" onClick={() => setIsAsking(true)}>
            <Trash2 size={16} aria-hidden="true" />
            Remove
          </Tool>
        </div>
      </div>
      {isAsking && <RemoveDialog kind={kind} onClose={() => setIsAsking(false)} />}
    </>
  );
}

/** When it was recorded, and when it ends. */
function Facts({ greeting, sound }: { greeting: Greeting; sound: AudioBuffer | undefined }) {
  const { studio } = useDesk();
  const { kind, recordedAt, endsAt } = greeting;
  const isSavedNow = useStudioState(({ savedKind }) => savedKind === kind);
  const clock = readersClock();
  const today = clock.dayOf(Date.now());
  if (kind !== 'temporary')
    return (
      <p className="mb-1 text-xs text-ink-3" title={clock.stampOf(recordedAt)}>
        {isSavedNow && 'Saved. '}Recorded {dateOf(recordedAt)}
      </p>
    );
  return (
    <p className="mb-1 flex flex-wrap items-center gap-x-1.5 text-xs text-ink-3" title={clock.stampOf(recordedAt)}>
      <CalendarClock size={14} aria-hidden="true" />
      {isSavedNow && 'Saved. '}
      {endsAt ? `Ends ${dayName(clock.dayOf(endsAt), today)}, ${clock.timeOf(endsAt)}` : 'Ends when you remove it'}
      {sound && (
        <button
          type="button"
          className="thumb font-medium text-focus underline underline-offset-3"
          onClick={() => studio.unlessUnsaved(() => studio.reuse(kind, sound, endsAt))}
        >
          Change
        </button>
      )}
    </p>
  );
}

/** `2 October 2026` */
function dateOf(instant: string): string {
  return new Date(instant).toLocaleDateString('en-GB', { dateStyle: 'long' });
}
