import { type FolderSlug, folderName } from '#lib/voicemail/folder.ts';
import type { SelectionState } from './use-selection.ts';

/** `3 selected`, `All 1,204 in Inbox are selected`. */
export function chosenWords({ count, selection, shown }: SelectionState): string {
  const many = count.toLocaleString('en-GB');
  if (selection.upTo === null || !shown) return `${many} selected`;
  return `All ${many} ${isNarrowed(shown.everything?.filter ?? {}) ? 'that match' : inFolder(shown.folder)} are selected`;
}

/** `Select all 26`; `null` where all are. */
export function chooseAllWords({ count, selection, shown }: SelectionState): string | null {
  const total = shown?.everything?.total ?? shown?.messages.length ?? 0;
  return selection.upTo !== null || count >= total ? null : `Select all ${total.toLocaleString('en-GB')}`;
}

function isNarrowed({ folder: _, upTo: __, ...narrowing }: { folder?: unknown; upTo?: unknown }): boolean {
  return Object.values(narrowing).some((value) => value !== undefined);
}

function inFolder(folder: FolderSlug): string {
  return `in ${folderName(folder)}`;
}
