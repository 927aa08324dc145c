import { afterAll, describe, expect, test } from 'vitest';
import { openMailbox } from '#lib/mailbox/open.ts';
import { aMessage } from '#test/builders.ts';
import { MASTER } from '#test/conf-text.ts';
import { deliver } from '#test/deliver.ts';
import { startMailServer } from '#test/mail-server.ts';
import { startCyrus, whyNoCyrus } from '#test/mail-servers/cyrus.ts';
import { isLeftOut } from '#test/mail-servers/servers.ts';
import { adoptServer, aMailboxOn } from '#test/mailbox.ts';
import { cookiesOf } from '#test/session.ts';
import { followConf } from '#test/site.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { signInByPin } from './pin.ts';
import { accountOf } from './session.ts';

afterAll(removeFolders);

const clientAddress = '192.0.2.1';
const CONTEXTS = `
[default]
1001 => 4711,Ada,,,imapuser=ada
1002 => 4712,Grace,,,imapuser=grace
`;

const KINDS = [
  { name: 'Dovecot', start: () => startMailServer({ master: MASTER }), missing: null },
  { name: 'Cyrus', start: () => startCyrus({ master: MASTER }), missing: whyNoCyrus() },
];

describe.each(KINDS)('$name with a master user', ({ start, missing }) => {
  test.skipIf(isLeftOut({ missing }))(
    'opens, lists, plays and moves the messages of whom a PIN proves, and of nobody else',
    async () => {
      const server = adoptServer(await start());
      const ada = await aMailboxOn(server, { name: 'ada' });
      const grace = await aMailboxOn(server, { name: 'grace' });
      await deliver(ada.imap, aMessage({ caller: { name: 'For Ada', number: '1' } }));
      await deliver(grace.imap, aMessage({ extension: '1002', caller: { name: 'For Grace', number: '2' } }));
      followConf(server, { contexts: CONTEXTS });
      const signedIn = await signInByPin({ extension: '1002', context: '', pin: '4712' }, clientAddress);
      const account = await accountOf({ cookies: await cookiesOf(signedIn), clientAddress });
      const mailbox = await openMailbox(account, undefined);
      const { messages } = await mailbox.messages({ folder: 'inbox', limit: 50 });
      expect(messages).toMatchObject([{ caller: { name: 'For Grace' }, status: 'new' }]);
      const id = messages[0]?.id ?? '';
      expect((await mailbox.recording(id)).sizeBytes).toBeGreaterThan(44);
      const moved = await mailbox.change({ ids: [id] }, { folder: 'work' });
      expect(moved).toMatchObject({ failed: [], messages: [{ folder: 'work' }] });
      const folders = (await grace.imap.list()).map(({ path }) => path);
      expect(folders).toContain('Work');
      expect((await ada.imap.list()).map(({ path }) => path)).not.toContain('Work');
      await expect(openMailbox(account, '1001@default')).rejects.toMatchObject({ code: 'folder-not-found' });
    },
  );
});
