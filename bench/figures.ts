import { provideRoundcube } from '#test/start/roundcube.mjs';
import { amongMail } from './among-figure.ts';
import { deleteMany, markMany, restoreMany } from './bulk-figures.ts';
import { decodeFigures } from './decode-figures.ts';
import { encodeFigures } from './encode-figures.ts';
import type { Figure } from './figure.ts';
import { growthFigures } from './growth.ts';
import { peopleFigures } from './live-people.ts';
import type { Wish } from './options.ts';
import { firstPage, nextPage } from './page-figures.ts';
import { peaksFigures } from './peaks-figures.ts';
import { peerFirstPage, peerPageAmongOrdinary, peerPageAndSummary, peerThroughput } from './peer-figures.ts';
import { phoneFigures } from './phone-figures.ts';
import { scroll, scrollFast } from './scroll-figure.ts';
import { seek } from './seek-figure.ts';
import { cachedSound, firstSound } from './sound-figures.ts';
import { summary } from './summary-figure.ts';
import { throughput } from './throughput-figure.ts';
import { unindexedFolder, unseenFolder } from './unseen-figures.ts';

export const BULK: Figure[] = [markMany, deleteMany, restoreMany];

/** All that is measured against floors, in this order. */
export const FIGURES: Figure[] = [
  firstPage,
  amongMail,
  nextPage,
  summary,
  firstSound,
  cachedSound,
  seek,
  unseenFolder,
  unindexedFolder,
  scroll,
  scrollFast,
  ...BULK,
  throughput,
];

interface Peer {
  figures: Figure[];
  /** Sees to it that the program is here. @throws {Error} that says in a line why it cannot be */
  provide(): Promise<unknown>;
}

/** What is measured against another program, by its name in `--peer`. */
export const PEERS: Record<string, Peer> = {
  roundcube: {
    figures: [peerFirstPage, peerPageAndSummary, peerPageAmongOrdinary, peerThroughput],
    provide: provideRoundcube,
  },
};

/** What makes a site of its own and prints its own tables. */
export const ALONE: Record<string, (wish: Wish) => Promise<void>> = {
  decode: decodeFigures,
  encode: encodeFigures,
  growth: growthFigures,
  peaks: peaksFigures,
  people: ({ people }) => peopleFigures(people),
  phone: ({ repeats }) => phoneFigures(repeats),
};
