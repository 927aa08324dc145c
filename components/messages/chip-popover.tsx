'use client';

import { Check } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';

interface ChipPopoverProps {
  label: string;
  chip: ReactNode;
  children: ReactNode;
}

/** The choices behind a chip. It opens as soon as it is there: the press that loaded it asked for it. */
export function ChipPopover({ label, chip, children }: ChipPopoverProps) {
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger asChild>{chip}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          align="start"
          sideOffset={6}
          collisionPadding={12}
          className="z-30 w-64 rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface PresetProps {
  isChosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}

/** One ready-made choice, which closes the popover. */
export function Preset({ isChosen, onChoose, children }: PresetProps) {
  return (
    <Popover.Close
      aria-pressed={isChosen}
      onClick={onChoose}
      className="flex h-11 w-full items-center rounded-sm px-2.5 -outline-offset-2 hover:bg-hover tablet:h-9"
    >
      {children}
      {isChosen && <Check size={16} className="ml-auto text-ink-3" aria-hidden="true" />}
    </Popover.Close>
  );
}

/** Where one says it in one's own numbers. */
export function OwnChoice({ children }: { children: ReactNode }) {
  return <div className="mt-1 grid gap-2 border-t border-line p-2.5">{children}</div>;
}

interface OwnFieldProps {
  label: string;
  /** What stands behind the field. */
  unit?: string;
  children: ReactNode;
}

export function OwnField({ label, unit, children }: OwnFieldProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control comes as a child
    <label className="flex items-center gap-2.5 text-sm text-ink-3">
      <span className="w-13 flex-none">{label}</span>
      {children}
      {unit}
    </label>
  );
}

export const OWN_INPUT = 'field w-full min-w-0 flex-1 px-2.5! text-ink tablet:h-9! tablet:text-sm!';
