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
  return <div className="mt-1 grid grid-cols-2 gap-2 border-t border-line p-2.5">{children}</div>;
}

export function OwnField({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control comes as a child
    <label className="grid min-w-0 gap-1 text-xs text-ink-3">
      {label}
      {children}
    </label>
  );
}

export const OWN_INPUT = 'field w-full min-w-0 px-2! text-ink tablet:h-9! tablet:text-sm!';
