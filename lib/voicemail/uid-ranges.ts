/** Message numbers of one folder, sorted, as ranges of numbers that follow one another: `[1, 2, 3, 7]` to `[[1, 3], [7, 7]]`. */
export function rangesOf(sorted: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const uid of sorted) {
    const range = ranges.at(-1);
    if (range && uid <= range[1] + 1) range[1] = uid;
    else ranges.push([uid, uid]);
  }
  return ranges;
}

/** `[7, 1, 3, 2]` to `1:3,7` (RFC 9051 sequence-set): short enough for an address bar, whatever was chosen. */
export function rangeText(uids: readonly number[]): string {
  const ranges = rangesOf([...new Set(uids)].sort((a, b) => a - b));
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}:${last}`)).join(',');
}

const LARGEST_UID = 4_294_967_295;
const RANGES = /^[1-9]\d{0,9}(:[1-9]\d{0,9})?(,[1-9]\d{0,9}(:[1-9]\d{0,9})?)*$/;

/** The numbers that such a text names, in its order; `null` when it is none, or names more than `most`. */
export function uidsOfRanges(text: string, most: number): number[] | null {
  if (!RANGES.test(text)) return null;
  const uids = new Set<number>();
  for (const range of text.split(',')) {
    const [first = 0, last = first] = range.split(':').map(Number);
    if (last > LARGEST_UID || last < first || last - first >= most) return null;
    for (let uid = first; uid <= last; uid++) uids.add(uid);
    if (uids.size > most) return null;
  }
  return [...uids];
}
