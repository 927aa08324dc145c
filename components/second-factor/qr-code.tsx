import { encode } from 'uqr';

/** Modules around it that must stay empty (ISO/IEC 18004). */
const QUIET_MODULES = 4;

/** A text as a square for cameras: dark on white in both themes, as some apps read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_MODULES });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="mx-auto my-4 size-52 rounded-md"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={data.flatMap(rowPath).join('')} fill="#000" />
    </svg>
  );
}

/** Each dark module of a row as a square. */
function rowPath(row: boolean[], y: number): string[] {
  return row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []));
}
