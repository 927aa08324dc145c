import type { Lamplight } from './lamplight.ts';
import type { Folder, Portal } from './portal.ts';
import type { Wire } from './wire.ts';

/** What it does with the messages that a person removes. */
export type Removal = (wire: Wire, uids: string, trash: string) => Promise<void>;

/** As a mail program does it: harmless but for the phone. */
export const expungeAtOnce: Removal = async (wire, uids, trash) => {
  await wire.ask(`UID COPY ${uids} "${trash}"`);
  await wire.ask(`UID STORE ${uids} +FLAGS (\\Deleted)`);
  await wire.ask(`UID EXPUNGE ${uids}`);
};

export const leaveDeleted: Removal = async (wire, uids, trash) => {
  await wire.ask(`UID COPY ${uids} "${trash}"`);
  await wire.ask(`UID STORE ${uids} +FLAGS (\\Deleted)`);
};

export const keepNoCopy: Removal = async (wire, uids) => {
  await wire.ask(`UID STORE ${uids} +FLAGS (\\Deleted)`);
  await wire.ask(`UID EXPUNGE ${uids}`);
};

export const sweepAll: Removal = async (wire, uids, trash) => {
  await wire.ask(`UID COPY ${uids} "${trash}"`);
  await wire.ask(`UID STORE ${uids} +FLAGS (\\Deleted)`);
  await wire.ask('EXPUNGE');
};

/** Lamplight, but for one thing that it does wrong. */
export function careless(lamplight: Lamplight, wrong: Partial<Portal>): Portal {
  const own: Portal = {
    summary: (...asked) => lamplight.summary(...asked),
    list: (...asked) => lamplight.list(...asked),
    change: (...asked) => lamplight.change(...asked),
    purge: (...asked) => lamplight.purge(...asked),
    tidy: (...asked) => lamplight.tidy(...asked),
    notes: () => lamplight.notes(),
    restart: () => lamplight.restart(),
  };
  return { ...own, ...wrong };
}

/** Removes by a way of its own. */
export function removingBy(lamplight: Lamplight, removal: Removal, wire: Wire, folders: readonly Folder[]): Portal {
  const pathOf = (slug: string) => folders.find((folder) => folder.slug === slug)?.path ?? slug;
  return careless(lamplight, {
    async change(mailbox, { ids = [], ...rest }, wish) {
      if (wish.folder !== 'deleted') return lamplight.change(mailbox, { ids, ...rest }, wish);
      const places = ids.map((id) => id.split('.'));
      await wire.tryAll(`CREATE "${pathOf('deleted')}"`);
      await wire.ask(`SELECT "${pathOf(places[0]?.[0] ?? '')}"`);
      await removal(wire, places.map(([, , uid]) => uid).join(), pathOf('deleted'));
      return { messages: [], failed: [] };
    },
  });
}
