import { beforeAll, expect, test } from 'vitest';
import type { Message } from '#lib/voicemail/message.ts';
import { NOW } from './builders.ts';
import { compareDecoding } from './compare-decoding.ts';
import { deliver } from './deliver.ts';
import { FIXTURES, readFixture, soundOf } from './fixtures.ts';
import { aMailbox } from './mailbox.ts';
import { ownMailbox } from './open-mailbox.ts';

/** Each fixture as the list shows it, by file name; a greeting is in no list. */
const rows = new Map<string, Message | undefined>();

beforeAll(async () => {
  const account = await aMailbox();
  const uids = new Map<string, number>();
  for (const name of FIXTURES) {
    const flags = name.includes('urgent') ? ['\\Flagged'] : [];
    uids.set(name, await deliver(account.imap, { raw: readFixture(name), flags, arrivedAt: NOW }));
  }
  const { messages } = await (await ownMailbox(account)).messages({ folder: 'inbox', limit: 50 });
  for (const [name, uid] of uids)
    rows.set(
      name,
      messages.find(({ id }) => id.endsWith(`.${uid}`)),
    );
});

function cells(name: string): (string | number)[] {
  const { samples, codec, difference } = compareDecoding(soundOf(readFixture(name)));
  const sound = [codec ?? '–', samples, difference ?? 'yes'];
  const row = rows.get(name);
  if (!row) return [name, 'a greeting: in no list', '', '', '', '', '', ...sound];
  const { caller, receivedAt, durationSeconds, status, urgent } = row;
  const who = caller.name ?? (caller.presentation === 'withheld' ? 'withheld' : 'unknown');
  return [name, who, caller.number ?? '', receivedAt, `${durationSeconds} s`, status, urgent ? 'yes' : 'no', ...sound];
}

test('docs/fixtures.md says what becomes of each message that a real Asterisk wrote', async () => {
  const head = [
    'file',
    'caller',
    'number',
    'received',
    'duration',
    'status',
    'urgent',
    'codec',
    'samples',
    "equal to sox's",
  ];
  const table = [head, head.map(() => '---'), ...FIXTURES.map(cells)].map((row) => `| ${row.join(' | ')} |`);
  const intro = [
    '# Messages of a real Asterisk, as Lamplight reads them',
    '',
    'Written by a test, which fails when it is no longer so: `npx vitest run test/fixtures-table.test.ts -u` writes it anew.',
    '"Received" is in UTC. Samples are compared with those that sox decodes from the same bytes.',
    '',
  ];
  await expect(`${[...intro, ...table].join('\n')}\n`).toMatchFileSnapshot('../docs/fixtures.md');
});
