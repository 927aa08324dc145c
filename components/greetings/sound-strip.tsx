'use client';

import { Square } from 'lucide-react';
import { PlayIcon } from '#components/player/play-icon.tsx';
import { durationText } from '#components/ui/duration.ts';
import { Bars } from './bars.tsx';
import { useDesk, useSoundState } from './greetings-context.ts';

interface SoundStripProps {
  /** For screen readers, as `busy greeting`; one sound of the page has it. */
  what: string;
  sound: AudioBuffer | undefined;
  /** Where it stops before its end, if it does. */
  endSeconds: number | null;
  /** What it is said to last while it is not here. */
  toldSeconds?: number | null;
}

/** Plays a sound of the page, and shows it. */
export function SoundStrip({ what, sound, endSeconds, toldSeconds = null }: SoundStripProps) {
  const { player, hush } = useDesk();
  const isPlaying = useSoundState((state) => state.what === what);
  const elapsed = useSoundState((state) => (state.what === what ? state.elapsedSeconds : 0));
  const total = endSeconds ?? sound?.duration ?? toldSeconds ?? 0;
  const press = () => {
    hush();
    if (!isPlaying && sound) player.play(what, sound, total);
  };
  return (
    <div className="grid grid-cols-[40px_minmax(0,1fr)_auto] items-center gap-3 self-center">
      <button
        type="button"
        aria-label={`${isPlaying ? 'Stop' : 'Play'}: ${what}`}
        disabled={!sound}
        onClick={press}
        className={`thumb grid size-10 place-items-center rounded-full disabled:text-ink-3 ${isPlaying ? 'bg-inverse text-inverse-ink' : 'border border-line-strong text-ink-2 hover:bg-hover'}`}
      >
        {isPlaying ? (
          <Square size={14} fill="currentColor" aria-hidden="true" />
        ) : (
          <PlayIcon isPlaying={false} size={16} />
        )}
      </button>
      <Bars sound={sound} played={total > 0 ? elapsed / total : 0} />
      <span className="text-sm text-ink-2 tabular-nums">
        {isPlaying ? durationText(elapsed) : durationText(Math.round(total))}
      </span>
    </div>
  );
}
