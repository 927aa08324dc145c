import type { Copy, Sight } from './look.ts';
import type { Folder } from './portal.ts';

// The portal's rules once more, written down without looking at how it does them.

const ORIGIN_BITS = ['$vmfrom1', '$vmfrom2', '$vmfrom4', '$vmfrom8'];
const NUMBERS: Record<string, number> = { inbox: 1, work: 2, family: 3, friends: 4 };

const originOf = ({ flags }: Copy): number =>
  ORIGIN_BITS.reduce((sum, keyword, bit) => sum + (flags.has(keyword) ? 1 << bit : 0), 0);

/** Whether the portal noted on it that it is to leave. */
export function isMarked(copy: Copy, folders: readonly Folder[]): boolean {
  const slug = folders.find(({ path }) => path === copy.path)?.slug ?? '';
  return copy.flags.has('$vmgone') || originOf(copy) === NUMBERS[slug];
}

/** On its way out of its folder: marked, heard, and with a copy elsewhere that is not on its way out of there. */
export function isHidden(copy: Copy, sight: Sight, folders: readonly Folder[]): boolean {
  if (!(copy.flags.has('\\seen') && isMarked(copy, folders))) return false;
  if (copy.flags.has('$vmgone')) return true;
  const isLeaving = (other: Copy) =>
    other.flags.has('\\deleted') || (other.flags.has('\\seen') && isMarked(other, folders));
  return [...sight.values()].some((other) => other.name === copy.name && other.path !== copy.path && !isLeaving(other));
}

/** The copies that one mailbox's list has to show, be it once or more often. */
export function visible(sight: Sight, folders: readonly Folder[], mailbox: string): Copy[] {
  return [...sight.values()].filter(
    (copy) =>
      copy.isVoicemail && copy.mailbox === mailbox && !copy.flags.has('\\deleted') && !isHidden(copy, sight, folders),
  );
}
