'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  title: string;
  /** Stands beside the title. */
  corner?: ReactNode;
  isWide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A question in the middle of the page, on a phone at its foot; the browser's own dialog keeps the focus inside. */
export function Dialog({ title, corner, isWide = false, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      closedby="any"
      onClose={onClose}
      className={`fixed inset-x-0 top-auto bottom-0 m-0 max-h-[92dvh] w-full max-w-none overflow-auto rounded-t-xl bg-raised p-5 pb-7 text-ink shadow-dialog backdrop:bg-scrim tablet:inset-0 tablet:m-auto tablet:h-fit tablet:rounded-xl tablet:p-6 ${isWide ? 'tablet:max-w-180' : 'tablet:max-w-110'}`}
    >
      <div className="flex items-center justify-between gap-4">
        <h2 id={titleId} className="text-xl font-semibold tracking-tight text-balance">
          {title}
        </h2>
        {corner}
      </div>
      {children}
    </dialog>
  );
}
