import type { ReactNode } from 'react';

interface NoticeSeatProps {
  role: 'alert' | 'status';
  className: string;
  children: ReactNode;
}

/** Where a notice stands: it has a seat of its own, so that no row moves. */
export function NoticeSeat({ role, className, children }: NoticeSeatProps) {
  return (
    <div
      role={role}
      className={`flex min-h-15 items-center gap-3 border-t border-line px-4 py-2 text-sm desk:absolute desk:top-17.5 desk:right-5 desk:z-4 desk:min-h-9 desk:gap-2 desk:rounded-md desk:border-0 desk:px-3 desk:py-0 ${className}`}
    >
      {children}
    </div>
  );
}
