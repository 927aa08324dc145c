import { WAYS, type WayIn } from './ways.ts';

interface WaySwitchProps {
  ways: WayIn[];
  way: WayIn;
  onChange(way: WayIn): void;
}

/** Which of the ways in, where the site has several. */
export function WaySwitch({ ways, way, onChange }: WaySwitchProps) {
  return (
    <fieldset className="grid auto-cols-fr grid-flow-col gap-1 rounded-md bg-sunken p-1">
      <legend className="sr-only">Sign in by</legend>
      {ways.map((one) => (
        <label
          key={one}
          className="grid min-h-9 cursor-pointer place-items-center rounded-sm px-2 text-center text-sm/5 font-medium text-ink-2 has-checked:bg-canvas has-checked:text-ink has-focus-visible:outline-2"
        >
          <input
            type="radio"
            name="way"
            value={one}
            checked={one === way}
            onChange={() => onChange(one)}
            className="sr-only"
          />
          {WAYS[one].title}
        </label>
      ))}
    </fieldset>
  );
}
