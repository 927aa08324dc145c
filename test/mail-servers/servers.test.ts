import { afterAll, describe, expect, test } from 'vitest';
import { aMessage } from '#test/builders.ts';
import { adoptServer, aMailboxOn } from '#test/mailbox.ts';
import { type RawImap, rawImap } from '#test/raw-imap.ts';
import { isLeftOut, SERVERS } from './servers.ts';

/** What each kind says of itself, as far as the portal goes by it. */
const TOLD = ['UIDPLUS', 'MOVE', 'CONDSTORE', 'ESEARCH', 'LIST-STATUS', 'QUOTA', 'IDLE', 'NAMESPACE'];

const RICH = 'UIDPLUS MOVE CONDSTORE ESEARCH LIST-STATUS QUOTA IDLE NAMESPACE';
const SAID: Record<string, string> = {
  'Dovecot, maildir': RICH,
  'Dovecot, sdbox': RICH,
  'Cyrus, /': RICH,
  'Cyrus, INBOX.': RICH,
  Courier: 'UIDPLUS QUOTA IDLE NAMESPACE',
  'UW IMAP 2005': 'NAMESPACE',
  'UW IMAP 2006': 'IDLE NAMESPACE',
  'UW IMAP 2007': 'UIDPLUS IDLE NAMESPACE',
};

const raws: RawImap[] = [];

afterAll(() => {
  for (const raw of raws) raw.close();
});

describe.each(SERVERS)('$name', (kind) => {
  test.skipIf(isLeftOut(kind))('says what it can, finds folders where it says, and limits who is limited', async () => {
    const server = adoptServer(await kind.start());
    const { imap } = await aMailboxOn(server, kind.hasQuota ? { quotaKb: 64, quotaMessages: 1 } : {});
    expect(TOLD.filter((name) => imap.capabilities.has(name)).join(' ')).toBe(SAID[kind.name]);
    expect(imap.namespace).toMatchObject({
      prefix: kind.parentFolder && `${kind.parentFolder}${kind.separator}`,
      delimiter: kind.separator,
    });
    await imap.append('INBOX', aMessage().raw);
    const second = imap.append('INBOX', aMessage().raw);
    if (kind.hasQuota) await expect(second).rejects.toMatchObject({ responseStatus: 'NO' });
    else await second;
    const quota = await imap.getQuota('INBOX');
    expect(quota).toEqual(kind.hasQuota ? expect.objectContaining({ storage: expect.anything() }) : false);
  });
});

describe.each(SERVERS.filter(({ name }) => name.startsWith('UW')))('$name', (kind) => {
  test('understands and answers no more than it said', async () => {
    const server = await kind.start();
    adoptServer(server);
    const { imap, user, password } = await aMailboxOn(server);
    const hasUidPlus = imap.capabilities.has('UIDPLUS');
    const raw = await rawImap(server, { name: user, password });
    raws.push(raw);
    const appended = await imap.append('INBOX', aMessage().raw);
    expect(appended).toEqual(
      hasUidPlus ? expect.objectContaining({ uid: 1 }) : expect.not.objectContaining({ uid: expect.anything() }),
    );
    for (const command of [
      'ENABLE CONDSTORE',
      'GETQUOTAROOT INBOX',
      'ID NIL',
      'LIST "" "*" RETURN (STATUS (MESSAGES))',
    ])
      await expect(raw.say(command)).rejects.toThrow('BAD');
    const opened = (await raw.say('SELECT INBOX')).join('');
    expect(opened).not.toContain('HIGHESTMODSEQ');
    const hasKeywords = kind.name !== 'UW IMAP 2005';
    expect(opened).toMatch(/^\* FLAGS \(\\Answered /m);
    expect(/\[PERMANENTFLAGS \(\\Answered .*\\\*\)/.test(opened)).toBe(hasKeywords);
    const stored = raw.say('UID STORE 1 +FLAGS ($Kept)');
    if (hasKeywords) await stored;
    else await expect(stored).rejects.toThrow('NO');
    await expect(raw.say('UID MOVE 1 Work')).rejects.toThrow('BAD');
    await raw.say('CREATE Work');
    const copied = (await raw.say('UID COPY 1 Work')).join('');
    expect(copied.includes('COPYUID')).toBe(hasUidPlus);
    const expunged = raw.say('UID EXPUNGE 1');
    if (hasUidPlus) await expunged;
    else await expect(expunged).rejects.toThrow('BAD');
  });

  test('has folders with messages and folders with folders, and none with both', async () => {
    const server = await kind.start();
    adoptServer(server);
    const { user, password } = await aMailboxOn(server);
    const raw = await rawImap(server, { name: user, password });
    raws.push(raw);
    await raw.say('CREATE Work');
    await expect(raw.say('CREATE Work/Old')).rejects.toThrow('Not a directory');
    await raw.say('CREATE Voicemail/Work');
    await expect(raw.say('CREATE Voicemail')).rejects.toThrow('already exists');
    const listed = (await raw.say('LIST "" "*"')).slice(0, -1).sort().join('');
    expect(listed).toBe(
      [
        '* LIST (\\NoInferiors) "/" Voicemail/Work\r\n',
        '* LIST (\\NoInferiors) "/" Work\r\n',
        '* LIST (\\NoInferiors) NIL INBOX\r\n',
        '* LIST (\\NoSelect) "/" Voicemail\r\n',
      ].join(''),
    );
  });
});
