'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';

interface QuestionProps {
  title: string;
  children: ReactNode;
  /** The answers, the harmless one first. */
  actions: ReactNode;
  onClose: () => void;
}

/** Asks something before it is done; the browser's own dialog keeps the focus inside and closes on Escape. */
export function Question({ title, children, actions, onClose }: QuestionProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      closedby="any"
      onClose={onClose}
      className="m-auto w-[calc(100%-32px)] max-w-110 rounded-xl bg-raised p-6 text-ink shadow-dialog backdrop:bg-scrim"
    >
      <h2 id={titleId} className="text-xl font-semibold tracking-tight text-balance">
        {title}
      </h2>
      <div className="mt-1.5 text-ink-2">{children}</div>
      <div className="mt-6 flex flex-col-reverse gap-2 tablet:flex-row tablet:justify-end">{actions}</div>
    </dialog>
  );
}
