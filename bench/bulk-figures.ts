import { aMailClient, Owner } from './bulk.ts';
import { COPY_AWAY, DELETE, FORGET, MARK_HEARD, MARK_NEW, MOVE_AWAY, MOVE_BACK, RESTORE } from './commands.ts';
import { emptyAnswer, type Figure, type Race } from './figure.ts';
import { type Contender, timed } from './measure.ts';
import type { RawImap } from './raw-imap.ts';
import type { Site } from './site.ts';

const EMPTY = '/api/messages?folder=none';

export const markMany: Figure = {
  name: 'mark-many',
  title: 'mark 500 heard',
  prepare: async (site) => {
    const { owner, imap, close } = await anOwner(site);
    const twin = await aMailClient(site);
    const portal: Contender = async () => {
      await imap.commands(...MARK_NEW);
      await owner.look();
      return (await owner.change({ status: 'old' })).milliseconds;
    };
    const floors = { 'bare STORE': bare(twin.imap, MARK_NEW, MARK_HEARD) };
    return race(owner, portal, floors, [close, () => twin.imap.close()]);
  },
};

export const deleteMany: Figure = {
  name: 'delete-many',
  title: 'delete 500',
  prepare: async (site) => {
    const { owner, close } = await anOwner(site);
    const [twin, mover] = [await aMailClient(site), await aMailClient(site)];
    const portal: Contender = async () => {
      const { ids, milliseconds } = await owner.change({ folder: 'deleted' });
      await owner.change({ restore: true }, ids);
      return milliseconds;
    };
    const floors = {
      'bare STORE, COPY, STORE': bare(twin.imap, FORGET, DELETE),
      'bare MOVE, which the phone would trip over': bare(mover.imap, MOVE_BACK, MOVE_AWAY),
    };
    return race(owner, portal, floors, [close, () => twin.imap.close(), () => mover.imap.close()]);
  },
};

export const restoreMany: Figure = {
  name: 'restore-many',
  title: 'restore 500',
  prepare: async (site) => {
    const { owner, close } = await anOwner(site);
    const twin = await aMailClient(site);
    const portal: Contender = async () => {
      const { ids } = await owner.change({ folder: 'deleted' });
      return (await owner.change({ restore: true }, ids)).milliseconds;
    };
    const floors = { 'bare STORE, SELECT, STORE, EXPUNGE': bare(twin.imap, COPY_AWAY, RESTORE) };
    return race(owner, portal, floors, [close, () => twin.imap.close()]);
  },
};

async function anOwner(site: Site) {
  const { user, imap } = await aMailClient(site);
  const owner = await Owner.signIn(site.url, user);
  const close = () => {
    owner.client.close();
    imap.close();
  };
  return { owner, imap, close };
}

/** @param before what makes the mailbox as it has to be, on its own time */
function bare(imap: RawImap, before: string[], commands: string[]): Contender {
  return async () => {
    await imap.commands(...before);
    return timed(() => imap.commands(...commands));
  };
}

function race(owner: Owner, portal: Contender, floors: Race['floors'], closers: (() => void)[]): Race {
  const close = () => {
    for (const closeOne of closers) closeOne();
  };
  return { portal, floors: { ...floors, 'empty Next answer': emptyAnswer(owner.client, EMPTY) }, close };
}
