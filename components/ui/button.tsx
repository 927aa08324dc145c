import type { ComponentProps } from 'react';

const LOOKS = {
  primary: 'bg-inverse text-inverse-ink hover:bg-[color-mix(in_srgb,var(--color-inverse)_88%,var(--color-canvas))]',
  plain: 'hover:bg-hover',
  raised: 'bg-raised hover:bg-hover',
  danger: 'bg-danger text-canvas hover:bg-[color-mix(in_srgb,var(--color-danger)_88%,var(--color-canvas))]',
};

const SHAPE =
  'inline-flex h-11 items-center justify-center gap-2 rounded-md px-3.5 font-medium whitespace-nowrap transition-colors duration-(--duration-fast) tablet:h-9 disabled:bg-sunken disabled:text-ink-3';

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof LOOKS;
}

export function Button({ look = 'plain', className = '', ...props }: ButtonProps) {
  return <button type="button" className={`${SHAPE} ${LOOKS[look]} ${className}`} {...props} />;
}

const ICON_SHAPE =
  'grid size-11 flex-none place-items-center rounded-md text-ink-2 transition-colors duration-(--duration-fast) hover:bg-hover hover:text-ink tablet:size-9';

interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does, for screen readers and on hover. */
  label: string;
}

export function IconButton({ label, className = '', ...props }: IconButtonProps) {
  return <button type="button" aria-label={label} title={label} className={`${ICON_SHAPE} ${className}`} {...props} />;
}

interface IconLinkProps extends ComponentProps<'a'> {
  href: string;
  label: string;
}

/** A link that looks like an {@link IconButton}. */
export function IconLink({ href, label, className = '', children, ...props }: IconLinkProps) {
  return (
    <a href={href} aria-label={label} title={label} className={`${ICON_SHAPE} ${className}`} {...props}>
      {children}
    </a>
  );
}
