'use client';

import { addDays, isDay } from '#components/ui/days.ts';
import { useToday } from '#components/ui/use-clock.ts';
import { ChipPopover, OWN_INPUT, OwnChoice, OwnField, Preset } from './chip-popover.tsx';
import { DateChip } from './date-chip.tsx';
import { dayPresets } from './search-words.ts';
import { changeSearch, useSearch } from './use-search.ts';

/** Which days: a preset, or from one day to another, both included. */
export function DatePopover() {
  const { from, until } = useSearch();
  const today = useToday();
  const last = until && addDays(until, -1);
  return (
    <ChipPopover label="Date" chip={<DateChip />}>
      {dayPresets(today).map(({ name, days }) => (
        <Preset key={name} isChosen={days.from === from && days.until === until} onChoose={() => changeSearch(days)}>
          {name}
        </Preset>
      ))}
      <OwnChoice>
        <OwnField label="From">
          <input
            type="date"
            defaultValue={from ?? ''}
            max={last ?? today}
            onChange={({ target }) => changeSearch({ from: isDay(target.value) ? target.value : null })}
            className={OWN_INPUT}
          />
        </OwnField>
        <OwnField label="To">
          <input
            type="date"
            defaultValue={last ?? ''}
            min={from ?? undefined}
            max={today}
            onChange={({ target }) => changeSearch({ until: isDay(target.value) ? addDays(target.value, 1) : null })}
            className={OWN_INPUT}
          />
        </OwnField>
      </OwnChoice>
    </ChipPopover>
  );
}
