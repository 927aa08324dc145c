import type { ReactNode } from 'react';

interface SoundToggleProps {
  label: string;
  isOn: boolean;
  icon: ReactNode;
  /** What it does for this message, in a place that is kept free while that is not known: nothing moves when it comes. */
  detail?: string | null;
  /** Where there is room for the label. */
  labelClass: string;
  onToggle: () => void;
}

/** A way to play that is on or off. */
export function SoundToggle({ label, isOn, icon, detail, labelClass, onToggle }: SoundToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      title={label}
      onClick={onToggle}
      className="flex h-11 items-center gap-1.75 rounded-md px-2 text-sm font-medium whitespace-nowrap text-ink-2 hover:bg-hover hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink tablet:h-9"
    >
      {icon}
      <span className={labelClass}>{label}</span>
      {detail !== undefined && <span className="min-w-[6ch] text-left text-xs text-ink-3 tabular-nums">{detail}</span>}
    </button>
  );
}
