'use client';

import { useId, useState } from 'react';

interface EndFieldProps {
  /** ISO 8601. */
  initial: string | null;
  /** ISO 8601; `undefined`: never. */
  onChange: (endsAt: string | undefined) => void;
}

/** When the temporary greeting ends by itself, if it does. */
export function EndField({ initial, onChange }: EndFieldProps) {
  const hint = useId();
  const [isOver, setIsOver] = useState(false);
  const change = (text: string) => {
    const at = text === '' ? null : new Date(text);
    setIsOver(at !== null && at.getTime() <= Date.now());
    onChange(at?.toISOString());
  };
  return (
    <div className="grid gap-1 text-sm">
      <label className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium text-ink-2">
        Ends, if you wish
        <input
          type="datetime-local"
          defaultValue={initial === null ? '' : localTime(initial)}
          aria-describedby={hint}
          aria-invalid={isOver}
          onChange={({ target }) => change(target.value)}
          className="field tablet:h-9! tablet:text-base!"
        />
      </label>
      <p id={hint} className="text-xs text-ink-3">
        {isOver
          ? 'This time is over already.'
          : 'It ends by itself while this site runs and you stay signed in, also with no browser open; else when you next look here.'}
      </p>
    </div>
  );
}

/** As the field has it: the reader's own time, `2026-11-30T09:00`. */
function localTime(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
