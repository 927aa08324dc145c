'use client';

import { type ReactNode, useEffect, useRef } from 'react';

const SIDES = {
  left: 'inset-y-0 left-0 mr-16 w-[calc(100%-64px)] max-w-80 bg-rail starting:-translate-x-full',
  bottom: 'inset-x-0 top-auto bottom-0 w-full max-w-none rounded-t-[20px] bg-raised starting:translate-y-full',
};

interface SheetProps {
  label: string;
  side: keyof typeof SIDES;
  onClose: () => void;
  children: ReactNode;
}

/** A modal panel that slides in; the browser's own dialog keeps the focus inside and closes on Escape. */
export function Sheet({ label, side, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      closedby="any"
      onClose={onClose}
      className={`fixed m-0 h-auto max-h-none overflow-auto text-ink shadow-dialog transition-[translate] duration-(--duration-base) ease-out backdrop:bg-scrim ${SIDES[side]}`}
    >
      {children}
    </dialog>
  );
}
