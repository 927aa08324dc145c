import type { ReactNode } from 'react';

interface CenterMessageProps {
  art: ReactNode;
  title: string;
  /** What happened, then what to do. */
  children: ReactNode;
  action?: ReactNode;
  /** The line for administrators. */
  fine?: ReactNode;
  role?: 'alert';
  /** The heading's level; 1 where this is the whole page. */
  level?: 1 | 2;
}

/** One thing said in the middle of an otherwise empty place. */
export function CenterMessage({ art, title, children, action, fine, role, level = 2 }: CenterMessageProps) {
  const Heading = `h${level}` as const;
  return (
    <div role={role} className="grid h-full place-content-center justify-items-center gap-1 p-8 text-center">
      <div className="mb-4 text-ink-3">{art}</div>
      <Heading className="text-xl font-semibold tracking-tight">{title}</Heading>
      <p className="max-w-[44ch] text-balance text-ink-3">{children}</p>
      {action && <div className="mt-5 flex w-full justify-center *:w-full tablet:*:w-auto">{action}</div>}
      {fine && <p className="mt-4 max-w-[60ch] text-xs text-balance text-ink-3">{fine}</p>}
    </div>
  );
}
