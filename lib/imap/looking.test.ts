import { expect, test } from 'vitest';
import { misbehave } from '#test/bad-imap.ts';
import { aGreeting, aMessage, anOrdinaryMail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, aMailServer } from '#test/mailbox.ts';
import type { MailServerAddress } from './knock.ts';
import { Looking } from './looking.ts';

const at = ({ host, port }: { host: string; port: number }, patienceMs = 5000): MailServerAddress => ({
  host,
  port,
  security: 'none',
  verifiesCertificate: true,
  patienceMs,
});
const ADDRESS = { extension: '1001', context: 'default' };

test('Looking tells what is in a folder, and counts as Asterisk does', async () => {
  const { server, imap, ...account } = await aMailbox();
  const mails = [aMessage(), aMessage({ urgent: true }), aMessage({ status: 'old' }), aMessage({ extension: '51001' })];
  for (const mail of [...mails, aGreeting('busy'), anOrdinaryMail()]) await deliver(imap, mail);
  await imap.append('INBOX', anOrdinaryMail().raw, ['\\Deleted', '$Label']);
  await Looking.at(at(server), { ...account, authorizationId: null }, async (looking) => {
    expect(looking.software).toMatch(/^Dovecot/);
    expect(await looking.folders()).toEqual(['INBOX']);
    const folder = await looking.folder('INBOX');
    expect(folder).toMatchObject({ messageCount: 7, voicemailCount: 5, deletedCount: 1, keepsKeywords: true });
    expect(folder.voicemail.map(({ headers }) => headers.address?.extension)).toContain('51001');
    // The greeting, and 51001's by a part of its number.
    expect(await looking.countsOf(ADDRESS)).toEqual({ new: 3, urgent: 1, old: 1 });
  });
});

test('Looking opens the mail of whom a master signs in for, and of nobody where the server cannot do that', async () => {
  const master = { name: 'asterisk', password: 'hammer' };
  const server = await aMailServer({ master });
  const { imap, user } = await aMailbox({ server });
  await deliver(imap, aMessage());
  const login = { user: master.name, password: master.password, authorizationId: user };
  const count = await Looking.at(at(server), login, async (looking) => (await looking.folder('INBOX')).messageCount);
  expect(count).toBe(1);
  const door = await misbehave(server, { at: 'LOGIN', does: 'no', code: 'AUTHENTICATIONFAILED' });
  const refused = Looking.at(at(door), login, async () => 0);
  await expect(refused).rejects.toMatchObject({ code: 'credentials-rejected' });
  await door.stop();
});

test.each(['GREETING', 'LOGIN', 'EXAMINE', 'SEARCH'])('Looking gives up a server that hangs at %s', async (command) => {
  const { server, imap, ...account } = await aMailbox();
  await deliver(imap, aMessage());
  const door = await misbehave(server, { at: command, does: 'hang' });
  const look = Looking.at(at(door, 300), { ...account, authorizationId: null }, (looking) => looking.folder('INBOX'));
  await expect(look).rejects.toMatchObject({ code: 'mail-server-unreachable' });
  await door.stop();
});
