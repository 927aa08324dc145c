import 'server-only';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Flags } from './index-cache.ts';

// The keywords of ours, a fixed few, because maildir keeps 26 and UW 30 in a folder and no more.

/** Four bits of a folder's number: on a message in that folder "it is being taken out of here", elsewhere "it came from there". */
const ORIGIN_KEYWORDS = ['$VmFrom1', '$VmFrom2', '$VmFrom4', '$VmFrom8'] as const;

/** It leaves for good, without a copy. */
export const GONE_KEYWORD = '$VmGone';

/** Never renumber: messages on servers bear these. */
const FOLDER_OF_NUMBER: readonly FolderSlug[] = [
  'inbox',
  'work',
  'family',
  'friends',
  'cust1',
  'cust2',
  'cust3',
  'cust4',
  'cust5',
  'stray-old',
  'stray-work',
  'stray-family',
  'stray-friends',
];
const ANOTHER_STRAY = 14;
const DELETED = 15;

/** What we noted on a message. */
export interface Marks {
  /** 0: none. */
  origin: number;
  isGone: boolean;
}

export const NO_MARKS: Marks = { origin: 0, isGone: false };

/** The number that stands for a folder in the marks. */
export function numberOf(slug: FolderSlug): number {
  if (slug === 'deleted') return DELETED;
  return FOLDER_OF_NUMBER.indexOf(slug) + 1 || ANOTHER_STRAY;
}

/** The folder a message came from; `null` where that is not known. */
export function originOf({ marks }: Flags): FolderSlug | null {
  return FOLDER_OF_NUMBER[marks.origin - 1] ?? null;
}

/** Whether a message in folder `slug` is being taken out of it. */
export function isBeingMoved({ marks }: Flags, slug: FolderSlug): boolean {
  return marks.origin === numberOf(slug);
}

/** @param has asks for a keyword in lower case; servers may change the case */
export function marksOf(has: (keyword: string) => boolean): Marks {
  const bits = ORIGIN_KEYWORDS.map((keyword, bit) => (has(keyword.toLowerCase()) ? 1 << bit : 0));
  return { origin: bits.reduce((sum: number, bit) => sum + bit, 0), isGone: has(GONE_KEYWORD.toLowerCase()) };
}

export function keywordsOf({ origin, isGone }: Marks): string[] {
  const bits = ORIGIN_KEYWORDS.filter((_, bit) => origin & (1 << bit));
  return isGone ? [...bits, GONE_KEYWORD] : bits;
}

export const ALL_MARKS: readonly string[] = [...ORIGIN_KEYWORDS, GONE_KEYWORD];

/** Six bits of the step at which playing stopped last (`lib/voicemail/position.ts`). A copy of a message inherits them. */
export const POSITION_KEYWORDS = ['$VmPos1', '$VmPos2', '$VmPos4', '$VmPos8', '$VmPos16', '$VmPos32'] as const;

export function positionKeywords(step: number): string[] {
  return POSITION_KEYWORDS.filter((_, bit) => step & (1 << bit));
}

/** @param has as for `marksOf` */
export function positionStepOf(has: (keyword: string) => boolean): number {
  return POSITION_KEYWORDS.reduce((sum, keyword, bit) => sum + (has(keyword.toLowerCase()) ? 1 << bit : 0), 0);
}
