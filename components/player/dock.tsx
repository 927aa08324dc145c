'use client';

import { callerWords } from '#components/messages/caller-words.ts';
import { FailedChange } from '#components/messages/failed-change.tsx';
import { readersClock } from '#components/ui/use-clock.ts';
import { CallBackButton } from './call-back-button.tsx';
import { DownloadButton } from './download-button.tsx';
import { Gone } from './gone.tsx';
import { KeepAsNew } from './keep-as-new.tsx';
import { PhoneDock } from './phone-dock.tsx';
import { PlayAllStrip } from './play-all-strip.tsx';
import type { Track } from './playback.ts';
import { usePlayback, usePlaybackState } from './playback-context.ts';
import { RecordingProblem } from './recording-problem.tsx';
import { SeekBar } from './seek-bar.tsx';
import { EvenLoudness, SkipSilence } from './sound-toggles.tsx';
import { SpeedSelect } from './speed-select.tsx';
import { Times } from './times.tsx';
import { Transport } from './transport.tsx';
import { usePlayerKeys } from './use-player-keys.ts';
import { useSound } from './use-sound.ts';
import { useSoundKeys } from './use-sound-keys.ts';
import { Volume } from './volume.tsx';

const BAR = 'relative z-6 border-t border-line bg-raised shadow-dock';

/** What plays, at the foot of the page. */
export function Dock() {
  const track = usePlaybackState((state) => state.track);
  usePlayerKeys(usePlayback());
  useSound();
  useSoundKeys();
  if (!track) return null;
  return (
    <section aria-label="Player" className={BAR}>
      <PlayAllStrip />
      <PhoneDock track={track} />
      <div className="hidden min-h-24 grid-cols-[auto_minmax(0,1fr)] items-center gap-x-5 gap-y-2 px-4 py-3 tablet:grid desk:grid-cols-[auto_minmax(0,1fr)_auto] desk:py-0">
        <Transport size="dock" />
        <Now track={track} />
        <Tools track={track} />
      </div>
    </section>
  );
}

function Now({ track }: { track: Track }) {
  const hasFailed = usePlaybackState(({ problem }) => problem !== null);
  const { name } = callerWords(track.message.caller);
  return (
    <div className="max-desk:col-span-2 max-desk:row-start-1">
      <p className="flex min-w-0 items-baseline gap-2 text-sm/5">
        <b className="truncate text-base font-semibold" title={name}>
          <bdi>{name}</bdi>
        </b>
        <span className="text-ink-3 tabular-nums">{readersClock().timeOf(track.message.receivedAt)}</span>
        <Gone />
        <Times className="ml-auto" />
      </p>
      {hasFailed ? <RecordingProblem /> : <SeekBar />}
      <FailedChange />
    </div>
  );
}

function Tools({ track }: { track: Track }) {
  const isGone = usePlaybackState((state) => state.isGone);
  return (
    <div className="flex items-center gap-0.5 justify-self-end">
      <SpeedSelect />
      <SkipSilence labelClass="max-desk:sr-only" />
      <EvenLoudness labelClass="sr-only" />
      <Volume />
      <div className={`flex items-center gap-0.5 ${isGone ? 'invisible' : ''}`}>
        <KeepAsNew track={track} />
        <CallBackButton track={track} />
        <DownloadButton track={track} />
      </div>
    </div>
  );
}
