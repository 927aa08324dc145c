import { afterAll, expect, test } from 'vitest';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { confAt, consultWith } from '#test/doctor-room.ts';
import { isLeftOut, SERVERS } from '#test/mail-servers/servers.ts';
import { adoptServer, aMailboxOn } from '#test/mailbox.ts';
import { removeFolders } from '#test/voicemail-conf.ts';

afterAll(removeFolders);

const COURIER = SERVERS.filter(({ name }) => name === 'Courier');

test.skipIf(COURIER.some(isLeftOut))(
  'at Courier what is missing is told, and that a master cannot sign in for others',
  async () => {
    const [kind] = COURIER;
    if (!kind) throw new Error('There is no Courier');
    const server = adoptServer(await kind.start());
    const { imap, user, password } = await aMailboxOn(server);
    await deliver(imap, aMessage());
    const own = confAt(
      server,
      ['imapparentfolder=INBOX'],
      [`1001 => 4711,Ada,,,imapuser=${user}|imappassword=${password}`],
    );
    const { text, exitCode } = await consultWith({ VOICEMAIL_CONF: own });
    expect(exitCode).toBe(0);
    expect(text).toContain('has UIDPLUS, IDLE, QUOTA, NAMESPACE\n');
    expect(text).toContain('note     No CONDSTORE');
    expect(text).toContain('Cust5, below INBOX\n');
    expect(text).toContain('Asterisk counts 1 new, 0 urgent, 0 old');
    const master = confAt(
      server,
      ['imapparentfolder=INBOX', `authuser=${user}`, `authpassword=${password}`],
      ['1002 => 4711,Grace,,,imapuser=grace'],
    );
    const refused = await consultWith({ VOICEMAIL_CONF: master });
    expect(refused.exitCode).toBe(1);
    expect(refused.text).toContain(`danger   1002@default: Cannot sign in for others: the mail server has no AUTH=PLAIN
           where: ${master}:11`);
  },
);
