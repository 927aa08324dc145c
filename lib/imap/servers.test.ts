import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setSessionSource } from '#lib/phone/sessions.ts';
import { aMessage, anOrdinaryMail } from '#test/builders.ts';
import type { AnyMailServer } from '#test/mail-server.ts';
import { CYRUS_WITH_SQUAT, isLeftOut, OTHER_LAYOUTS, SERVERS } from '#test/mail-servers/servers.ts';
import { aPerson } from '#test/mail-servers/site.ts';
import { adoptServer, aMailboxOn, pointSettingsAt } from '#test/mailbox.ts';
import { Account } from './account.ts';

// Where the folders are on every mail server that we know: docs/mail-servers.md.

beforeEach(() => setSessionSource(() => 'none'));
afterEach(() => setSessionSource(null));

describe.each([...SERVERS, ...OTHER_LAYOUTS])('$name', (kind) => {
  describe.skipIf(isLeftOut(kind))('folders', () => {
    const { parentFolder, separator } = kind;
    const prefix = parentFolder && `${parentFolder}${separator}`;
    let server: AnyMailServer;
    beforeAll(async () => {
      server = adoptServer(await kind.start());
    });

    test('are below IMAP_PARENT_FOLDER and beside another IMAP_FOLDER', async () => {
      const settings = { IMAP_FOLDER: `${prefix}Voice`, IMAP_PARENT_FOLDER: `${prefix}Voicemail` };
      const ada = await aPerson(kind, server, [aMessage(), aMessage()], { settings });
      expect((await ada.mailbox.summary()).folders[0]).toMatchObject({ slug: 'inbox', total: 2 });
      const [first = '', second = ''] = await ada.ids('inbox');
      expect(await ada.mailbox.change({ ids: [first] }, { folder: 'work' })).toMatchObject({ failed: [] });
      expect(await ada.mailbox.change({ ids: [second] }, { folder: 'deleted' })).toMatchObject({ failed: [] });
      expect(await ada.folders()).toEqual(
        expect.arrayContaining([`${prefix}Voicemail${separator}Work`, `${prefix}Voicemail${separator}Deleted`]),
      );
      const back = await ada.mailbox.change({ ids: await ada.ids('deleted') }, { restore: true });
      expect(back).toMatchObject({ failed: [], messages: [{ folder: 'inbox' }] });
      expect([(await ada.listed('inbox')).length, (await ada.listed('work')).length]).toEqual([1, 1]);
    });

    if (prefix) {
      test('that the phone would open beside INBOX cannot be, and are not made elsewhere; Deleted can', async () => {
        const ada = await aPerson(kind, server, [aMessage()], { settings: {} });
        const ids = await ada.ids('inbox');
        const refused = await ada.mailbox.change({ ids }, { folder: 'work' }).catch((error) => error);
        expect(refused).toMatchObject({ code: 'not-supported' });
        expect(await ada.folders()).toEqual(['INBOX']);
        expect(await ada.listed('inbox')).toHaveLength(1);
        expect(await ada.mailbox.change({ ids }, { folder: 'deleted' })).toMatchObject({ failed: [] });
        expect(await ada.folders()).toContain(`${prefix}Deleted`);
        const back = await ada.mailbox.change({ ids: await ada.ids('deleted') }, { restore: true });
        expect(back).toMatchObject({ failed: [], messages: [{ folder: 'inbox' }] });
      });
    }

    if (kind.name.startsWith('UW')) {
      test('with folders below them hold no messages: a move there is refused and loses nothing', async () => {
        const ada = await aPerson(kind, server, [aMessage()]);
        await ada.asPhone('INBOX', 'CREATE Work/Old');
        const ids = await ada.ids('inbox');
        const refused = await ada.mailbox.change({ ids }, { folder: 'work' }).catch((error) => error);
        expect(refused).toMatchObject({ code: 'not-supported' });
        expect(await ada.stored('INBOX')).toHaveLength(1);
        expect(await ada.listed('inbox')).toEqual(['Dr Patel new']);
      });
    }
  });
});

test.skipIf(isLeftOut(CYRUS_WITH_SQUAT))('a search that finds nothing is not believed on Cyrus', async () => {
  const server = adoptServer(await CYRUS_WITH_SQUAT.start());
  const ada = await aPerson(CYRUS_WITH_SQUAT, server, [aMessage(), anOrdinaryMail(), aMessage({ urgent: true })]);
  expect(await ada.listed('inbox')).toEqual(['Dr Patel new urgent', 'Dr Patel new']);
  await ada.receive([anOrdinaryMail(), aMessage({ status: 'old' })]);
  expect((await ada.mailbox.summary()).folders[0]).toMatchObject({ new: 2, old: 1, urgent: 1, total: 3 });
});

test('a wrong password is rejected, and no more than that, by every server', async () => {
  const attempts = SERVERS.filter((kind) => !isLeftOut(kind)).map(async (kind) => {
    const server = await kind.start();
    const { user } = await aMailboxOn(adoptServer(server));
    // The settings are read when the login begins, and the next attempt may change them then.
    pointSettingsAt(server);
    const login = Account.login({ user, password: 'wrong', clientAddress: '192.0.2.1' });
    return [kind.name, await login.then(() => 'accepted').catch(({ code }) => code)];
  });
  const outcomes = Object.fromEntries(await Promise.all(attempts));
  expect(Object.values(outcomes)).not.toEqual([]);
  expect(outcomes).toEqual(Object.fromEntries(Object.keys(outcomes).map((name) => [name, 'credentials-rejected'])));
});
