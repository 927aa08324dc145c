'use client';

import { AudioLines, SlidersVertical } from 'lucide-react';
import { savedSeconds } from './silence-skipper.ts';
import { changeSound, useSoundSettings } from './sound-settings.ts';
import { SoundToggle } from './sound-toggle.tsx';
import { usePeaks } from './use-peaks.ts';

const ICON = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Skips what nobody says anything in, and says how many seconds that saves. */
export function SkipSilence({ labelClass }: { labelClass: string }) {
  const { skipsSilence } = useSoundSettings();
  const peaks = usePeaks();
  const saved = peaks && Math.round(savedSeconds(peaks.silences));
  return (
    <SoundToggle
      label="Skip silence"
      isOn={skipsSilence}
      icon={<AudioLines {...ICON} />}
      detail={saved ? `−${saved} s` : null}
      labelClass={labelClass}
      onToggle={() => changeSound({ skipsSilence: !skipsSilence })}
    />
  );
}

/** Brings what is said quietly and what is said loudly to one level. */
export function EvenLoudness({ labelClass }: { labelClass: string }) {
  const { isEven } = useSoundSettings();
  return (
    <SoundToggle
      label="Even loudness"
      isOn={isEven}
      icon={<SlidersVertical {...ICON} />}
      labelClass={labelClass}
      onToggle={() => changeSound({ isEven: !isEven })}
    />
  );
}
