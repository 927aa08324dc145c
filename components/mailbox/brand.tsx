import { LampGlyph } from './lamp-glyph.tsx';

const SIZES = {
  small: { tile: 'size-7 rounded-sm', glyph: 'size-4.5 stroke-[1.75]' },
  large: { tile: 'size-12 rounded-lg', glyph: 'size-7.5 stroke-[1.5]' },
};

/** The product's mark: a lamp, lit while something is new. */
export function BrandMark({ on = false, size }: { on?: boolean; size: keyof typeof SIZES }) {
  const { tile, glyph } = SIZES[size];
  return (
    <span
      className={`grid flex-none place-items-center bg-mark transition-colors duration-(--duration-lamp) [--lamp-shade:var(--color-lamp-bulb)] ${tile} ${on ? 'text-lamp-bulb' : 'text-mark-ink'}`}
    >
      <LampGlyph on={on} className={glyph} />
    </span>
  );
}
