// The 16 bit arithmetic in which both GSM 06.10 and G.722 are defined to the bit. A loop over samples takes these out
// of the namespace first: bundlers make every use of an import a property read, and the loop up to ten times slower.

/** Limits to the range of 16 bits: by branches that are nearly never taken, which costs less than any arithmetic. */
export function saturate(value: number): number {
  if (value > 32_767) return 32_767;
  if (value < -32_768) return -32_768;
  return value;
}

/**
 * GSM 06.10's `mult_r`: the product of two fractions, rounded. It has no case for -32768 squared, as one factor is
 * always a constant or a coefficient that cannot be -32768.
 */
export function multiplyRounded(a: number, b: number): number {
  return (a * b + 16_384) >> 15;
}
