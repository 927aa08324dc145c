'use client';

import { RotateCcw, Square, X } from 'lucide-react';
import { durationText } from '#components/ui/duration.ts';
import type { GreetingKind } from '#lib/voicemail/greeting.ts';
import { STUDIO_PROBLEMS } from './greeting-words.ts';
import { useDesk } from './greetings-context.ts';
import { LevelMeter } from './level-meter.tsx';
import { NewTools } from './new-tools.tsx';
import type { Work } from './studio.ts';
import { TakeBody } from './take-body.tsx';
import { Tool } from './tool.tsx';

interface WorkBodyProps {
  kind: GreetingKind;
  work: Work;
}

/** A greeting in the making. */
export function WorkBody({ kind, work }: WorkBodyProps) {
  switch (work.phase) {
    case 'take':
      return <TakeBody kind={kind} take={work.take} />;
    case 'failed':
      return <Failed kind={kind} problem={work.problem} />;
    default:
      return <Recording kind={kind} work={work} />;
  }
}

interface RecordingProps {
  kind: GreetingKind;
  work: Exclude<Work, { phase: 'take' | 'failed' }>;
}

/** From the press of Record to its end: what stands where does not move between. */
function Recording({ kind, work }: RecordingProps) {
  const { studio, mostSeconds } = useDesk();
  const hasMicrophone = work.phase === 'countdown' || work.phase === 'recording';
  return (
    <>
      <div className="grid gap-2.5 self-center">
        <Clock work={work} mostSeconds={mostSeconds} />
        {hasMicrophone && <LevelMeter />}
      </div>
      <div className="-mx-2.5 flex flex-wrap items-center gap-0.5">
        {hasMicrophone && (
          <>
            <Tool takesFocus look="primary" className="mr-1.5 ml-2.5" onClick={() => studio.stop()}>
              <Square size={16} fill="currentColor" aria-hidden="true" />
              Stop
            </Tool>
            <Tool onClick={() => void studio.record(kind, mostSeconds)}>
              <RotateCcw size={16} aria-hidden="true" />
              Start again
            </Tool>
          </>
        )}
        <Tool className="ml-auto" onClick={studio.clear}>
          <X size={16} aria-hidden="true" />
          Cancel
        </Tool>
      </div>
    </>
  );
}

function Clock({ work, mostSeconds }: { work: RecordingProps['work']; mostSeconds: number }) {
  const [large, small] = clockWords(work, mostSeconds);
  return (
    <p className="flex min-h-8 items-baseline gap-2 text-sm tabular-nums">
      {work.phase === 'recording' && (
        <span aria-hidden="true" className="size-2.5 self-center rounded-full bg-danger-fill" />
      )}
      {large && <b className="text-2xl font-semibold tracking-tighter">{large}</b>}
      <span>{small}</span>
    </p>
  );
}

function clockWords(work: RecordingProps['work'], mostSeconds: number): [string, string] {
  switch (work.phase) {
    case 'asking':
      return ['', 'Allow the microphone where the browser asks.'];
    case 'reading':
      return ['', 'Reading the sound…'];
    case 'countdown':
      return [String(work.left), 'Speak when it says 0:00.'];
    case 'recording': {
      const left = Math.max(0, Math.ceil(mostSeconds - work.elapsedSeconds));
      return [durationText(work.elapsedSeconds), `Recording, ${durationText(left)} left`];
    }
  }
}

function Failed({ kind, problem }: { kind: GreetingKind; problem: keyof typeof STUDIO_PROBLEMS }) {
  const { studio } = useDesk();
  return (
    <>
      <p role="alert" className="self-center text-ink-2">
        {STUDIO_PROBLEMS[problem]}
      </p>
      <div className="-mx-2.5 flex flex-wrap items-center gap-0.5">
        <NewTools kind={kind} takesFocus />
        <Tool className="ml-auto" onClick={studio.clear}>
          <X size={16} aria-hidden="true" />
          Close
        </Tool>
      </div>
    </>
  );
}
