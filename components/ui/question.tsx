import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';

interface QuestionProps {
  title: string;
  children: ReactNode;
  /** The answers, the harmless one first. */
  actions: ReactNode;
  onClose: () => void;
}

/** Asks something before it is done. */
export function Question({ title, children, actions, onClose }: QuestionProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="mt-1.5 text-ink-2">{children}</div>
      <div className="mt-6 flex flex-col-reverse gap-2 tablet:flex-row tablet:justify-end">{actions}</div>
    </Dialog>
  );
}
