import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setSessionSource } from '#lib/phone/sessions.ts';
import { aGreeting, aMessage, anOrdinaryMail, type MessageWish, NOW } from '#test/builders.ts';
import type { AnyMailServer } from '#test/mail-server.ts';
import { isLeftOut, SERVERS } from '#test/mail-servers/servers.ts';
import { aPerson } from '#test/mail-servers/site.ts';
import { adoptServer } from '#test/mailbox.ts';
import { recordingIn } from '#test/wav.ts';

// The same tests on every mail server that we know: docs/mail-servers.md.

let minutes = 0;

/** A message that is known by its caller; each is newer than the one before. */
function from(name: string, wish: MessageWish = {}) {
  minutes += 1;
  return aMessage({ caller: { name }, storedAt: new Date(NOW.getTime() + minutes * 60_000), ...wish });
}

beforeEach(() => setSessionSource(() => 'none'));
afterEach(() => setSessionSource(null));

describe.each(SERVERS)('$name', (kind) => {
  describe.skipIf(isLeftOut(kind))('has', () => {
    let server: AnyMailServer;
    beforeAll(async () => {
      server = adoptServer(await kind.start());
    });
    const person = (...args: [Parameters<typeof aPerson>[2], Parameters<typeof aPerson>[3]?]) =>
      aPerson(kind, server, ...args);

    test('messages with callers, counts and sound; greetings and ordinary mail are none', async () => {
      const recording = recordingIn('gsm');
      const ada = await person([
        from('José Núñez', { recording }),
        from('Two', { urgent: true }),
        from('Three', { status: 'old' }),
        aGreeting('unavail'),
        anOrdinaryMail(),
      ]);
      expect(await ada.listed('inbox')).toEqual(['Three old', 'Two new urgent', 'José Núñez new']);
      const { folders, lamp, quotaSupported } = await ada.mailbox.summary();
      expect(folders[0]).toMatchObject({ slug: 'inbox', new: 2, old: 1, urgent: 1, total: 3 });
      expect(lamp).toMatchObject({ on: true, new: 3, old: 1, urgent: 1 });
      expect(quotaSupported).toBe(kind.hasQuota);
      const [id = ''] = await ada.ids('inbox', 'José Núñez');
      expect((await ada.mailbox.recording(id)).sizeBytes).toBe(44 + Math.floor(recording.bytes.length / 33) * 320);
      expect((await ada.stored('INBOX'))[0]).toBe('Jos Nez');
    });

    test('messages that are marked heard, and new again', async () => {
      const ada = await person([from('One'), from('Two', { urgent: true })]);
      const ids = await ada.ids('inbox');
      expect(await ada.mailbox.change({ ids }, { status: 'old' })).toMatchObject({ failed: [] });
      expect(await ada.stored('INBOX')).toEqual(['One \\Seen', 'Two \\Flagged \\Seen']);
      expect(await ada.mailbox.change({ ids }, { status: 'new' })).toMatchObject({ failed: [] });
      expect(await ada.stored('INBOX')).toEqual(['One', 'Two \\Flagged']);
    });

    test('a Work that is made when it is first moved to, and a way back from it', async () => {
      const ada = await person([from('One', { urgent: true }), from('Two', { status: 'old' }), from('Three')]);
      const there = await ada.mailbox.change({ ids: await ada.ids('inbox', 'One', 'Two') }, { folder: 'work' });
      expect(there).toMatchObject({ failed: [], messages: [{ folder: 'work' }, { folder: 'work' }] });
      expect(await ada.folders()).toContain(ada.pathOf('Work'));
      expect(await ada.stored('INBOX')).toEqual(['Three']);
      expect(await ada.stored('Work')).toEqual(['One \\Flagged', 'Two \\Seen']);
      expect(await ada.listed('work')).toEqual(['Two old', 'One new urgent']);
      const back = await ada.mailbox.change({ ids: await ada.ids('work') }, { folder: 'inbox' });
      expect(back.failed).toEqual([]);
      expect(await ada.stored('Work')).toEqual([]);
      expect((await ada.stored('INBOX')).sort()).toEqual(['One \\Flagged', 'Three', 'Two \\Seen']);
    });

    test('a Deleted that knows where each message came from, and gives it back as it was', async () => {
      const mail = { ...anOrdinaryMail(), flags: ['\\Deleted'] };
      const ada = await person([from('One', { urgent: true }), from('Two'), mail]);
      await ada.receive([from('Three', { status: 'old' })], 'Work');
      const removed = [
        await ada.mailbox.change({ ids: await ada.ids('inbox', 'One') }, { folder: 'deleted' }),
        await ada.mailbox.change({ ids: await ada.ids('work') }, { folder: 'deleted' }),
      ];
      expect(removed.map(({ messages }) => messages[0]?.from)).toEqual(['inbox', 'work']);
      expect(await ada.stored('INBOX')).toEqual(['Two', 'Lunch? \\Deleted']);
      expect(await ada.listed('deleted')).toEqual(['Three old', 'One new urgent']);
      const back = await ada.mailbox.change({ ids: await ada.ids('deleted') }, { restore: true });
      expect(back.failed).toEqual([]);
      expect(await ada.listed('inbox')).toEqual(['Two new', 'One new urgent']);
      expect(await ada.listed('work')).toEqual(['Three old']);
      expect(await ada.stored('Deleted')).toEqual([]);
      expect(await ada.stored('INBOX')).toEqual(['Two', 'Lunch? \\Deleted', 'One \\Flagged']);
    });

    test('a hidden message that leaves when the phone session has ended, and nothing else with it', async () => {
      setSessionSource(() => 'open');
      const mail = { ...anOrdinaryMail(), flags: ['\\Deleted'] };
      const ada = await person([from('One'), mail, from('Two')]);
      await ada.mailbox.change({ ids: await ada.ids('inbox', 'One') }, { folder: 'deleted' });
      expect(await ada.stored('INBOX')).toEqual(['One \\Seen', 'Lunch? \\Deleted', 'Two']);
      expect(await ada.tidy()).toBe(true);
      setSessionSource(() => 'none');
      expect(await ada.tidy()).toBe(false);
      expect(await ada.stored('INBOX')).toEqual(['Lunch? \\Deleted', 'Two']);
      expect(await ada.listed('deleted')).toEqual(['One new']);
    });

    test('a Deleted that outlives what the phone does with the source', async () => {
      setSessionSource(() => 'open');
      const ada = await person([from('One', { urgent: true }), from('Two')]);
      const [id = ''] = await ada.ids('inbox', 'One');
      await ada.mailbox.change({ ids: [id] }, { folder: 'deleted' });
      expect(await ada.stored('INBOX')).toEqual(['One \\Flagged \\Seen', 'Two']);
      expect(await ada.listed('inbox')).toEqual(['Two new']);
      await ada.asPhone('INBOX', 'STORE 1 +FLAGS (\\Deleted)', 'EXPUNGE');
      ada.restart('kept');
      expect(await ada.listed('deleted')).toEqual(['One new urgent']);
      const back = await ada.mailbox.change({ ids: await ada.ids('deleted') }, { restore: true });
      expect(back.failed).toEqual([]);
      expect(await ada.listed('inbox')).toEqual(['Two new', 'One new urgent']);
      expect(await ada.stored('INBOX')).toEqual(['Two', 'One \\Flagged']);
    });

    test('a message in Deleted that comes back from Work though the portal was restarted', async () => {
      const ada = await person([from('One')]);
      await ada.mailbox.change({ ids: await ada.ids('inbox') }, { folder: 'work' });
      await ada.mailbox.change({ ids: await ada.ids('work') }, { folder: 'deleted' });
      ada.restart('kept');
      const back = await ada.mailbox.change({ ids: await ada.ids('deleted') }, { restore: true });
      expect(back).toMatchObject({ failed: [], messages: [{ folder: 'work' }] });
      expect(await ada.stored('Work')).toEqual(['One']);
    });

    test('notes of the portal that may be lost, and no message with them', async () => {
      setSessionSource(() => 'open');
      const ada = await person([from('One')]);
      await ada.mailbox.change({ ids: await ada.ids('inbox') }, { folder: 'deleted' });
      ada.restart('lost');
      const listed = [...(await ada.listed('inbox')), ...(await ada.listed('deleted'))];
      expect(listed).toEqual(kind.hasKeywords ? ['One new'] : ['One old', 'One new']);
      const back = await ada.mailbox.change({ ids: await ada.ids('deleted') }, { restore: true });
      expect(back).toMatchObject({ failed: [], messages: [{ folder: 'inbox' }] });
      expect(await ada.listed('inbox')).toHaveLength(1);
    });

    test('a Deleted from which only what is asked for goes for good, whatever else is flagged there', async () => {
      const ada = await person([from('One'), from('Two'), from('Three')]);
      await ada.mailbox.change({ ids: await ada.ids('inbox') }, { folder: 'deleted' });
      const other = from('Four', { extension: '2002' });
      await ada.receive(
        [
          { ...anOrdinaryMail(), flags: ['\\Deleted'] },
          { ...other, flags: ['\\Deleted'] },
        ],
        'Deleted',
      );
      const ids = await ada.ids('deleted', 'Two');
      expect(await ada.mailbox.purge({ ids }, { isOverQuota: false })).toMatchObject({ purged: ids, failed: [] });
      expect((await ada.stored('Deleted')).sort()).toEqual(['Four \\Deleted', 'Lunch? \\Deleted', 'One', 'Three']);
      expect(await ada.stored('INBOX')).toEqual([]);
    });

    test('another mailbox in the same account, which no verb reaches', async () => {
      const ada = await person([from('One'), from('Other', { extension: '10010' })]);
      const [id = ''] = await ada.ids('inbox', 'One');
      const ids = [id.replace(/\d+$/, (uid) => String(Number(uid) + 1))];
      const failed = [{ id: ids[0], code: 'message-not-found' }];
      for (const wish of [{ status: 'old' }, { folder: 'work' }, { folder: 'deleted' }] as const) {
        expect(await ada.mailbox.change({ ids }, wish)).toEqual({ messages: [], failed });
      }
      expect(await ada.mailbox.purge({ ids }, { isOverQuota: true })).toMatchObject({ purged: [], failed });
      expect(await ada.stored('INBOX')).toEqual(['One', 'Other']);
    });

    test('a second client, whose changes are seen, and whose deleted message is said to be gone', async () => {
      const ada = await person([from('One'), from('Two'), from('Three')]);
      const ids = await ada.ids('inbox', 'One', 'Two', 'Three');
      await ada.asPhone('INBOX', 'STORE 1 +FLAGS (\\Seen)', 'STORE 2 +FLAGS (\\Deleted)', 'EXPUNGE');
      await ada.receive([from('Four', { urgent: true })]);
      expect((await ada.mailbox.summary()).folders[0]).toMatchObject({ new: 2, old: 1, urgent: 1, total: 3 });
      expect(await ada.listed('inbox')).toEqual(['Four new urgent', 'Three new', 'One old']);
      const { messages, failed } = await ada.mailbox.change({ ids }, { folder: 'deleted' });
      expect(failed).toEqual([{ id: ids[1], code: 'message-not-found' }]);
      expect(messages.map(({ was }) => was).sort()).toEqual([ids[0], ids[2]].sort());
      expect(await ada.stored('INBOX')).toEqual(['Four \\Flagged']);
    });

    test('60 messages that are deleted and restored at once', async () => {
      const ada = await person(Array.from({ length: 60 }, (_, n) => from(`Caller ${n}`)));
      const before = await ada.listed('inbox');
      const removed = await ada.mailbox.change({ ids: await ada.ids('inbox') }, { folder: 'deleted' });
      expect([removed.messages.length, removed.failed]).toEqual([60, []]);
      expect(await ada.listed('inbox')).toEqual([]);
      const back = await ada.mailbox.change({ ids: removed.messages.map(({ id }) => id) }, { restore: true });
      expect([back.messages.length, back.failed]).toEqual([60, []]);
      expect(await ada.listed('inbox')).toEqual(before);
    });

    if (kind.hasQuota) {
      test.each(['messages', 'storage'])('a quota of %s, past which a move loses nothing', async (counted) => {
        const mails = [from('One'), from('Two'), from('Three')];
        const bytes = mails.reduce((sum, { raw }) => sum + raw.length, 0);
        const limit = counted === 'messages' ? { quotaMessages: 3 } : { quotaKb: Math.ceil(bytes / 1024) };
        const ada = await person(mails, limit);
        const [id = ''] = await ada.ids('inbox', 'Two');
        const refused = await ada.mailbox.change({ ids: [id] }, { folder: 'deleted' });
        expect(refused).toEqual({ messages: [], failed: [{ id, code: 'mailbox-over-quota' }] });
        expect(await ada.listed('inbox')).toEqual(['Three new', 'Two new', 'One new']);
        expect(await ada.stored('INBOX')).toEqual(['One', 'Two', 'Three']);
        const forGood = await ada.mailbox.purge({ ids: [id] }, { isOverQuota: true });
        expect(forGood).toMatchObject({ purged: [id], failed: [] });
        expect(await ada.stored('INBOX')).toEqual(['One', 'Three']);
      });
    }
  });
});
