'use client';

import { Volume2, VolumeX } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { changeSound, useSoundSettings } from './sound-settings.ts';

/** Mutes; above it, while the pointer or the focus is here, how loud. */
export function Volume() {
  const { volume, isMuted } = useSoundSettings();
  const isSilent = isMuted || volume === 0;
  const Icon = isSilent ? VolumeX : Volume2;
  const toggle = () => changeSound(isSilent ? { isMuted: false, volume: volume || 1 } : { isMuted: true });
  return (
    <div className="group relative">
      <IconButton label="Mute" aria-pressed={isSilent} onClick={toggle}>
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      </IconButton>
      <div className="invisible absolute bottom-full left-1/2 -translate-x-1/2 pb-2 group-focus-within:visible group-hover:visible">
        <div className="rounded-lg border border-line bg-raised px-3 py-2.5 shadow-float">
          <input
            type="range"
            aria-label="Volume"
            min={0}
            max={100}
            step={5}
            value={isMuted ? 0 : Math.round(volume * 100)}
            aria-valuetext={`${isMuted ? 0 : Math.round(volume * 100)} percent`}
            onChange={(event) => changeSound({ volume: Number(event.target.value) / 100, isMuted: false })}
            className="block h-6 w-28 accent-ink"
          />
        </div>
      </div>
    </div>
  );
}
