'use client';

import { Mic, X } from 'lucide-react';
import { useState } from 'react';
import { durationText, spokenDuration } from '#components/ui/duration.ts';
import { ApiError } from '#lib/api/client.ts';
import type { GreetingKind } from '#lib/voicemail/greeting.ts';
import { EndField } from './end-field.tsx';
import { failureWords, thing } from './greeting-words.ts';
import { useDesk } from './greetings-context.ts';
import { SoundStrip } from './sound-strip.tsx';
import { isSilent, type Take } from './take.ts';
import { Tool } from './tool.tsx';
import { useSave } from './use-greetings.ts';
import { wavFile } from './wav-file.ts';

interface TakeBodyProps {
  kind: GreetingKind;
  take: Take;
}

/** What may become a greeting: to be listened to, and saved or not. */
export function TakeBody({ kind, take }: TakeBodyProps) {
  const { studio, hush, mostSeconds } = useDesk();
  const { mutate, isPending, error } = useSave();
  const [endsAt, setEndsAt] = useState(take.stored?.endsAt ?? undefined);
  const save = () => {
    hush();
    const wav = wavFile(take.sound, take.seconds);
    mutate({ kind, wav, endsAt }, { onSuccess: () => studio.saved(kind) });
  };
  const again = () => {
    hush();
    void studio.record(kind, mostSeconds);
  };
  const isCut = isPartOf(take);
  return (
    <>
      <div className="grid gap-2 self-center">
        <SoundStrip what={`new ${thing(kind)}`} sound={take.sound} endSeconds={take.seconds} />
        <Remark take={take} />
        {kind === 'temporary' && <EndField initial={take.stored?.endsAt ?? null} onChange={setEndsAt} />}
        {error && (
          <p role="alert" className="text-sm text-danger">
            {failureWords('saved', error instanceof ApiError ? error.code : 'unexpected')}
          </p>
        )}
      </div>
      <div className="-mx-2.5 flex flex-wrap items-center gap-0.5" aria-busy={isPending}>
        <Tool takesFocus look="primary" className="mr-1.5 ml-2.5" disabled={isPending} onClick={save}>
          {isPending ? 'Saving…' : isCut ? `Save the first ${durationText(take.seconds)}` : 'Save'}
        </Tool>
        <Tool disabled={isPending} onClick={again}>
          <Mic size={16} aria-hidden="true" />
          {take.fileName === null ? 'Record again' : 'Record instead'}
        </Tool>
        <Tool disabled={isPending} className="ml-auto" onClick={studio.clear}>
          <X size={16} aria-hidden="true" />
          Discard
        </Tool>
      </div>
    </>
  );
}

/** A recording that ran to its end may be a moment longer than was asked for: nobody misses that. */
function isPartOf({ seconds, sound, fileName }: Take): boolean {
  return fileName !== null && seconds < sound.duration;
}

/** What one should know before saving. */
function Remark({ take }: { take: Take }) {
  const { mostSeconds } = useDesk();
  const all = spokenDuration(take.sound.duration);
  const isCut = isPartOf(take);
  return (
    <p className="text-xs text-ink-3">
      {take.fileName !== null && <bdi className="break-all">{take.fileName}. </bdi>}
      {isCut && `It is ${all} long, and a greeting may be ${spokenDuration(mostSeconds)}: the rest is left out. `}
      {isSilent(take) ? 'Nothing is to be heard in it: the microphone may be muted. ' : ''}
      {take.stored ? 'Callers hear it as before until you save.' : 'Not saved yet: callers do not hear it.'}
    </p>
  );
}
