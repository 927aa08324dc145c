import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

/** One choice of the filter bar. */
export const CHIP =
  'thumb flex h-9 flex-none items-center gap-1.5 rounded-full px-3.5 text-sm font-medium whitespace-nowrap text-ink-2 hover:bg-hover aria-pressed:bg-sunken aria-pressed:text-ink data-narrows:bg-sunken data-narrows:text-ink tablet:h-8 tablet:px-3';

interface MenuChipProps extends ComponentProps<'button'> {
  icon: LucideIcon;
  /** Whether something is chosen behind it. */
  narrows: boolean;
}

/** A chip that opens more choices. */
export function MenuChip({ icon: Icon, narrows, children, ...props }: MenuChipProps) {
  return (
    <button type="button" aria-haspopup="dialog" data-narrows={narrows || undefined} className={CHIP} {...props}>
      <Icon size={15} strokeWidth={2} aria-hidden="true" />
      {children}
    </button>
  );
}
