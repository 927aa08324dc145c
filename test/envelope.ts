const FRAME_SAMPLES = 160;
/** So long after it began to listen a caller may hear the beginning, in frames of 20 ms. */
const MOST_FRAMES_LATE = 250;

/** How alike two sounds at 8000 Hz rise and fall, whenever the second one begins: the best correlation of their energies. */
export function likenessOf(said: Int16Array, heard: Int16Array): number {
  const [wanted, all] = [envelopeOf(said), envelopeOf(heard)];
  let best = 0;
  for (let late = 0; late < MOST_FRAMES_LATE && late + wanted.length <= all.length; late++) {
    best = Math.max(best, correlation(wanted, all.slice(late, late + wanted.length)));
  }
  return best;
}

function envelopeOf(samples: Int16Array): number[] {
  return Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, frame) => {
    const piece = samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES);
    return Math.sqrt(piece.reduce((total, sample) => total + sample ** 2, 0) / FRAME_SAMPLES);
  });
}

function correlation(a: number[], b: number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (const [at, value] of a.entries()) {
    const [x, y] = [value - meanA, (b[at] ?? 0) - meanB];
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA * squaresB === 0 ? 0 : product / Math.sqrt(squaresA * squaresB);
}

const mean = (values: number[]) => values.reduce((total, value) => total + value, 0) / values.length;
