'use client';

import { useEffect } from 'react';
import { evenOut } from './even-loudness.ts';
import { usePlayback } from './playback-context.ts';
import { skipSilences } from './silence-skipper.ts';
import { useSoundSettings } from './sound-settings.ts';
import { usePeaks } from './use-peaks.ts';

/** Has the page's sound play as its settings say. */
export function useSound(): void {
  const { element } = usePlayback();
  const peaks = usePeaks();
  const { speed, volume, isMuted, skipsSilence, isEven } = useSoundSettings();
  useEffect(() => {
    if (!element) return;
    // The first is what the element goes back to with the next message.
    element.defaultPlaybackRate = speed;
    element.playbackRate = speed;
    element.preservesPitch = true;
  }, [element, speed]);
  useEffect(() => {
    if (!element) return;
    element.volume = volume;
    element.muted = isMuted;
  }, [element, volume, isMuted]);
  useEffect(
    () => (element && peaks && skipsSilence ? skipSilences(element, peaks.silences) : undefined),
    [element, peaks, skipsSilence],
  );
  useEffect(() => (element && peaks && isEven ? evenOut(element, peaks.gains) : undefined), [element, peaks, isEven]);
}
