import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import type { Mailbox } from './mailbox.ts';
import { tidy } from './tidy.ts';

let folder: string;
let ada: TestMailbox;
let mailbox: Mailbox;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'deeds-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

beforeEach(async () => {
  ada = await aMailbox();
  // Before its first message an account proves no mailbox.
  await deliver(ada.imap, aMessage());
  await keepRecord();
});

async function keepRecord(more: Record<string, string> = {}): Promise<void> {
  files += 1;
  pointSettingsAt(ada.server, { AUDIT_FILE: join(folder, `${files}.jsonl`), ...more });
  mailbox = await ownMailbox(ada);
}

async function received(): Promise<string> {
  await deliver(ada.imap, aMessage());
  const { messages } = await mailbox.messages({ folder: 'inbox', limit: 1 });
  return messages[0]?.id ?? '';
}

const text = () => {
  try {
    return readFileSync(join(folder, `${files}.jsonl`), 'utf8');
  } catch {
    return '';
  }
};
/** Without the time. */
const lines = () =>
  text()
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ ...JSON.parse(line), at: undefined }));
const adas = (more: object) => ({
  account: ada.user,
  mailbox: '1001@default',
  from: '192.0.2.1',
  outcome: 'ok',
  ...more,
});

test('the record tells of each verb who asked for it, from where, and of which messages', async () => {
  const id = await received();
  await mailbox.change({ ids: [id] }, { status: 'old' });
  const [moved] = (await mailbox.change({ ids: [id] }, { folder: 'work' })).messages;
  const [deleted] = (await mailbox.change({ ids: [moved?.id ?? ''] }, { folder: 'deleted' })).messages;
  const [restored] = (await mailbox.change({ ids: [deleted?.id ?? ''] }, { restore: true })).messages;
  const [again] = (await mailbox.change({ ids: [restored?.id ?? ''] }, { folder: 'deleted' })).messages;
  await mailbox.purge({ ids: [again?.id ?? ''] }, { isOverQuota: false });
  await expect
    .poll(() => lines())
    .toEqual([
      adas({ what: 'marked', to: 'old', ids: [id] }),
      adas({ what: 'moved', to: 'work', ids: [id] }),
      adas({ what: 'deleted', ids: [moved?.id] }),
      adas({ what: 'restored', ids: [deleted?.id] }),
      adas({ what: 'deleted', ids: [restored?.id] }),
      adas({ what: 'purged', ids: [again?.id] }),
    ]);
  expect(text()).not.toMatch(/Patel|2025550143/);
});

test('the record tells what was refused, and why', async () => {
  const id = await received();
  const nobodys = id.replace(/\d+$/, '9999');
  await mailbox.change({ ids: [id, nobodys] }, { folder: 'work' });
  await mailbox.purge({ ids: [nobodys] }, { isOverQuota: false });
  await expect
    .poll(() => lines())
    .toEqual([
      adas({ what: 'moved', to: 'work', ids: [id] }),
      adas({ what: 'moved', to: 'work', ids: [nobodys], outcome: 'message-not-found' }),
      adas({ what: 'purged', ids: [nobodys], outcome: 'message-not-found' }),
    ]);
});

test('the record tells of one play once, however many pieces are asked for, and of each download', async () => {
  const id = await received();
  for (let i = 0; i < 3; i++) (await mailbox.recording(id)).handedOut();
  for (let i = 0; i < 2; i++) (await mailbox.storedRecording(id)).handedOut();
  // Made ready, as when the mouse rests on a row.
  await mailbox.recording(await received());
  await expect
    .poll(() => lines())
    .toEqual([
      adas({ what: 'listened', ids: [id] }),
      adas({ what: 'downloaded', ids: [id] }),
      adas({ what: 'downloaded', ids: [id] }),
    ]);
});

test('the record names the callers where the site asks for it, also of what is gone', async () => {
  await keepRecord({ AUDIT_CALLERS: 'true' });
  const id = await received();
  (await mailbox.recording(id)).handedOut();
  const [deleted] = (await mailbox.change({ ids: [id] }, { folder: 'deleted' })).messages;
  await mailbox.purge({ ids: [deleted?.id ?? ''] }, { isOverQuota: false });
  const callers = [{ name: 'Dr Patel', number: '+12025550143' }];
  await expect
    .poll(() => lines())
    .toMatchObject([
      { what: 'listened', callers },
      { what: 'deleted', callers },
      { what: 'purged', callers },
    ]);
});

test('the record tells what left Deleted because its days were over', async () => {
  const id = await received();
  const [deleted] = (await mailbox.change({ ids: [id] }, { folder: 'deleted' })).messages;
  pointSettingsAt(ada.server, { AUDIT_FILE: join(folder, `${files}.jsonl`), DELETED_DAYS: '0.0000001' });
  const account = Account.rejoin({ ...ada, clientAddress: '192.0.2.1' });
  await expect
    .poll(async () => {
      await tidy(account);
      return lines().at(-1);
    })
    .toEqual(adas({ what: 'purged', from: 'portal', ids: [deleted?.id] }));
});
