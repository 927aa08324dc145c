'use client';

import { Mic, Upload } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import type { GreetingKind } from '#lib/voicemail/greeting.ts';
import { thing } from './greeting-words.ts';
import { useDesk } from './greetings-context.ts';
import { Tool } from './tool.tsx';

/** The two ways to a new greeting; a file may be dropped on the card as well. */
export function NewTools({ kind, takesFocus }: { kind: GreetingKind; takesFocus: boolean }) {
  const { studio, hush, mostSeconds } = useDesk();
  const input = useRef<HTMLInputElement>(null);
  const record = () => {
    studio.unlessUnsaved(() => {
      hush();
      void studio.record(kind, mostSeconds);
    });
  };
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) studio.unlessUnsaved(() => void studio.read(kind, file, mostSeconds));
    // The same file may be chosen once more.
    target.value = '';
  };
  return (
    <>
      <Tool takesFocus={takesFocus} aria-label={`Record: ${thing(kind)}`} onClick={record}>
        <Mic size={16} aria-hidden="true" />
        Record
      </Tool>
      <Tool aria-label={`Upload: ${thing(kind)}`} onClick={() => input.current?.click()}>
        <Upload size={16} aria-hidden="true" />
        Upload
      </Tool>
      <input ref={input} type="file" accept="audio/*,.m4a,video/mp4,video/webm" hidden onChange={choose} />
    </>
  );
}
