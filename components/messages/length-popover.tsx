'use client';

import { ChipPopover, OWN_INPUT, OwnChoice, OwnField, Preset } from './chip-popover.tsx';
import { LengthChip } from './length-chip.tsx';
import { LENGTH_PRESETS } from './search-words.ts';
import { changeSearch, useSearch } from './use-search.ts';

/** How long: a preset, or from so many seconds to so many, both included. */
export function LengthPopover() {
  const { min, max } = useSearch();
  return (
    <ChipPopover label="Length" chip={<LengthChip />}>
      {LENGTH_PRESETS.map(({ name, lengths }) => (
        <Preset key={name} isChosen={lengths.min === min && lengths.max === max} onChoose={() => changeSearch(lengths)}>
          {name}
        </Preset>
      ))}
      <OwnChoice>
        <OwnField label="At least" unit="seconds">
          <SecondsInput value={min} onChange={(seconds) => changeSearch({ min: seconds })} />
        </OwnField>
        <OwnField label="At most" unit="seconds">
          <SecondsInput value={max} onChange={(seconds) => changeSearch({ max: seconds })} />
        </OwnField>
      </OwnChoice>
    </ChipPopover>
  );
}

interface SecondsInputProps {
  value: number | null;
  onChange: (seconds: number | null) => void;
}

function SecondsInput({ value, onChange }: SecondsInputProps) {
  return (
    <input
      type="text"
      inputMode="numeric"
      maxLength={5}
      defaultValue={value ?? ''}
      onChange={({ target }) => onChange(/^\d+$/.test(target.value) ? Number(target.value) : null)}
      className={OWN_INPUT}
    />
  );
}
