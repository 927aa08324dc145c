import { beforeAll, expect, test } from 'vitest';
import { FIXTURES, readFixture } from '#test/fixtures.ts';
import { aMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import type { Mailbox } from './mailbox.ts';

let mailbox: Mailbox;

beforeAll(async () => {
  const account = await aMailbox();
  for (const name of FIXTURES) {
    await account.imap.append('INBOX', readFixture(name), name.includes('urgent') ? ['\\Flagged'] : []);
  }
  mailbox = await ownMailbox(account);
});

test('messages() shows what a real Asterisk wrote, newest first, without the greeting', async () => {
  const { messages, next, total } = await mailbox.messages({ folder: 'inbox', limit: 50 });
  const rows = messages.map(({ receivedAt, caller, durationSeconds, status, urgent, codec }) =>
    [receivedAt, caller.name ?? caller.presentation, caller.number, durationSeconds, status, urgent, codec].join(' | '),
  );
  expect(rows).toMatchInlineSnapshot(`
    [
      "2026-11-22T22:27:45.000Z | withheld |  | 10 | new | false | wav49",
      "2026-11-22T22:27:26.000Z | Slin | +12125550101 | 1 | new | false | sln",
      "2026-11-22T22:27:17.000Z | U Law | +12125550100 | 10 | new | false | ulaw",
      "2026-11-22T22:26:59.000Z | A Law | +49305550100 | 10 | new | false | alaw",
      "2026-11-22T22:25:27.000Z | ACME Corp, Sales | 18005550199 | 9 | new | false | wav",
      "2026-11-22T22:24:59.000Z | Anna Lindqvist | +46850501234 | 7 | new | false | wav49",
      "2026-11-22T22:18:28.000Z | Courier | 07700900123 | 9 | new | false | gsm",
      "2026-11-22T22:18:13.000Z | NOC Alerts | 5000 | 6 | new | true | gsm",
      "2026-11-22T22:17:59.000Z | Dr Patel | +12025550143 | 10 | new | false | gsm",
      "2026-11-22T22:16:35.000Z | Courier | 07700900123 | 1 | new | false | gsm",
    ]
  `);
  expect({ next, total }).toEqual({ next: null, total: 10 });
});

test('summary() counts as Asterisk does: the greeting lights the lamp, and is in no folder', async () => {
  const { mailbox: address, mailboxes, folders, lamp } = await mailbox.summary();
  expect({ address, mailboxes }).toEqual({ address: '1001@default', mailboxes: ['1001@default'] });
  expect(folders.map(({ slug, total }) => `${slug} ${total}`)).toEqual([
    'inbox 10',
    'work 0',
    'family 0',
    'friends 0',
    'deleted 0',
  ]);
  expect(folders[0]).toMatchObject({ name: 'Inbox', new: 10, old: 0, urgent: 1, onPhone: true });
  expect(lamp).toEqual({ on: true, new: 11, old: 0, urgent: 1, confirmed: false, reason: 'no-ami', phone: null });
});
