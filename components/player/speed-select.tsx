'use client';

import { changeSound, SPEEDS, useSoundSettings } from './sound-settings.ts';

/** How fast it plays; voices keep their pitch. */
export function SpeedSelect() {
  const { speed } = useSoundSettings();
  return (
    <select
      aria-label="Speed"
      title="Speed"
      value={speed}
      onChange={(event) => changeSound({ speed: Number(event.target.value) })}
      className="h-11 min-w-11 cursor-pointer appearance-none rounded-md bg-transparent px-1.5 text-center text-lg font-semibold text-ink-2 tabular-nums hover:bg-hover hover:text-ink tablet:h-9 tablet:text-sm"
    >
      {SPEEDS.map((each) => (
        <option key={each} value={each} className="bg-raised text-ink">
          {each}×
        </option>
      ))}
    </select>
  );
}
