'use client';

import { durationText } from '#components/ui/duration.ts';
import { PlayIcon } from './play-icon.tsx';
import type { Track } from './playback.ts';
import { usePlayback, usePlaybackState } from './playback-context.ts';
import { RecordingProblem } from './recording-problem.tsx';
import { SeekBar } from './seek-bar.tsx';
import { EvenLoudness, SkipSilence } from './sound-toggles.tsx';
import { SpeedSelect } from './speed-select.tsx';
import { Transport } from './transport.tsx';

/** The player inside a message's sheet; before it plays, one large button. */
export function SheetPlayer({ track }: { track: Track }) {
  const isCurrent = usePlaybackState((state) => state.track?.message.id === track.message.id);
  if (track.message.codec === null) return <p className="mt-6 text-ink-2">This message came without a recording.</p>;
  return (
    <div className="mt-6 grid gap-4">
      {isCurrent ? <Progress /> : null}
      {isCurrent ? <Transport size="sheet" /> : <PlayThis track={track} />}
      {isCurrent ? <HowItSounds /> : null}
    </div>
  );
}

function Progress() {
  const hasFailed = usePlaybackState(({ problem }) => problem !== null);
  const elapsed = usePlaybackState((state) => durationText(state.elapsedSeconds));
  const left = usePlaybackState((state) =>
    durationText(Math.floor(state.totalSeconds) - Math.floor(state.elapsedSeconds)),
  );
  if (hasFailed) return <RecordingProblem />;
  return (
    <div>
      <SeekBar className="h-22" />
      <p className="flex justify-between text-sm text-ink-2 tabular-nums">
        <span>{elapsed}</span>
        <span>−{left}</span>
      </p>
    </div>
  );
}

function HowItSounds() {
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-1 gap-y-2">
      <SpeedSelect />
      <SkipSilence labelClass="" />
      <EvenLoudness labelClass="" />
    </div>
  );
}

function PlayThis({ track }: { track: Track }) {
  const playback = usePlayback();
  const { durationSeconds } = track.message;
  return (
    <button
      type="button"
      onClick={() => playback.play(track)}
      className="mx-auto flex h-18 items-center gap-4 rounded-full bg-inverse px-8 text-xl font-semibold text-inverse-ink"
    >
      <PlayIcon isPlaying={false} size={28} />
      Play
      {durationSeconds !== null && (
        <span className="text-base font-medium tabular-nums opacity-80">{durationText(durationSeconds)}</span>
      )}
    </button>
  );
}
