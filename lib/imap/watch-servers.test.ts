import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aMessage } from '#test/builders.ts';
import { Listener } from '#test/hearing.ts';
import type { AnyMailServer } from '#test/mail-server.ts';
import { isLeftOut, SERVERS } from '#test/mail-servers/servers.ts';
import { adoptServer, aMailboxOn, pointSettingsAt } from '#test/mailbox.ts';
import { Account } from './account.ts';
import { watchFolders } from './watch-folders.ts';

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe.each(SERVERS)('$name', (kind) => {
  describe.skipIf(isLeftOut(kind))('watchFolders()', () => {
    let server: AnyMailServer;
    beforeAll(async () => {
      server = adoptServer(await kind.start());
    });

    test('tells of a new message, a flag and an expunge, in the inbox and in Work', async () => {
      const { parentFolder, separator } = kind;
      pointSettingsAt(server, parentFolder ? { IMAP_PARENT_FOLDER: parentFolder } : {});
      const { user, password, imap } = await aMailboxOn(server);
      const work = parentFolder ? `${parentFolder}${separator}Work` : 'Work';
      await imap.mailboxCreate(work);
      const listener = new Listener();
      const account = Account.rejoin({ user, password, clientAddress: '192.0.2.1' });
      ends.push(watchFolders(account, listener, { breakMs: 2000, pollMs: 300 }));
      await listener.hears('live');
      for (const [path, folder] of [
        ['INBOX', 'inbox'],
        [work, 'work'],
      ] as const) {
        const isTold = () => listener.hears(`changed ${folder}`, 6000);
        await imap.append(path, aMessage().raw);
        await isTold();
        await imap.mailboxOpen(path);
        await imap.messageFlagsAdd('1', ['\\Seen']);
        await isTold();
        await imap.messageDelete('1');
        await isTold();
      }
      expect(listener.said).not.toContain('not live');
    });
  });
});
