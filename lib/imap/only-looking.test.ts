import { expect, test } from 'vitest';
import { misbehave } from '#test/bad-imap.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { imapClient } from '#test/imap-client.ts';
import { aMailbox } from '#test/mailbox.ts';
import { onlyLooking } from './only-looking.ts';

test('onlyLooking() sends nothing that could change a mailbox', async () => {
  const { server, user, password, imap } = await aMailbox();
  const uid = String(await deliver(imap, aMessage()));
  const door = await misbehave(server);
  const client = onlyLooking(await imapClient(door, { name: user, password }));
  await client.mailboxOpen('INBOX', { readOnly: true });
  const before = door.seen.length;
  const attempts = [
    () => client.mailboxOpen('INBOX'),
    () => client.messageFlagsAdd(uid, ['\\Seen'], { uid: true }),
    () => client.messageDelete(uid, { uid: true }),
    () => client.messageMove(uid, 'Work', { uid: true }),
    () => client.messageCopy(uid, 'Work', { uid: true }),
    () => client.append('INBOX', aMessage().raw),
    () => client.mailboxCreate('Work'),
    () => client.mailboxSubscribe('INBOX'),
    () => client.mailboxClose(),
  ];
  for (const attempt of attempts) await attempt().catch(() => undefined);
  const looks = ['LIST', 'NOOP', 'EXAMINE', 'SEARCH', 'FETCH'];
  expect(door.seen.slice(before).filter((command) => !looks.includes(command))).toEqual([]);
  client.close();
  await door.stop();
  await imap.mailboxOpen('INBOX');
  expect(await imap.fetchAll('1:*', { flags: true })).toMatchObject([{ flags: new Set(['\\Recent']) }]);
});
