import type { ComponentProps } from 'react';
import { Button } from '#components/ui/button.tsx';

interface ToolProps extends ComponentProps<typeof Button> {
  /** The keyboard goes on here, where what it pressed last is gone. */
  takesFocus?: boolean;
}

const focus = (button: HTMLButtonElement | null) => {
  if (document.activeElement === document.body) button?.focus();
};

/** A button at the foot of a card. */
export function Tool({ takesFocus = false, className = '', ...props }: ToolProps) {
  return <Button {...(takesFocus && { ref: focus })} className={`gap-2 px-2.5! text-sm ${className}`} {...props} />;
}
