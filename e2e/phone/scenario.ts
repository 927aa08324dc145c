import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, test, vi } from 'vitest';
import { setSessionSource } from '#lib/phone/sessions.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { type MailServer, startMailServer } from '#test/mail-server.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { type Pbx, startPbx } from '#test/pbx.ts';
import { Box } from './box.ts';

/** What a mailbox is limited to: nothing that a scenario meets, three messages in the inbox, or four on the mail server. */
type Kind = 'ample' | 'maxmsg 3' | 'quota 4';

/** Whether the portal knows who is in the phone's menu. */
const AMI = { 'with AMI': true, 'without AMI': false } as const;

/** What Asterisk logged up to a failure. */
const LOGS = '.cache/logs';
const MASTER = { name: 'asterisk', password: 'the master of all mailboxes' };
const FIRST: Record<Kind, number> = { ample: 1001, 'maxmsg 3': 1101, 'quota 4': 1201 };
const OF_EACH_KIND = 12;

const seats = (Object.keys(FIRST) as Kind[]).flatMap((kind) =>
  Array.from({ length: OF_EACH_KIND }, (_, i) => ({ kind, extension: String(FIRST[kind] + i) })),
);
const taken = { ample: 0, 'maxmsg 3': 0, 'quota 4': 0 };
const inSession = new Set<string>();
let mailServer: MailServer;
let pbx: Pbx;

beforeAll(async () => {
  const users = seats.map(({ kind, extension }) => ({
    name: extension,
    password: 'secret',
    ...(kind === 'quota 4' && { quotaMessages: 4 }),
  }));
  mailServer = await startMailServer({ master: MASTER, users });
  pointSettingsAt(mailServer);
  const boxes = seats.map(({ kind, extension }) => ({ extension, ...(kind === 'maxmsg 3' && { maxMessages: 3 }) }));
  pbx = await startPbx({ mailServer, master: MASTER, boxes });
});

afterEach(() => {
  vi.useRealTimers();
  setSessionSource(null);
});

afterAll(async () => {
  await pbx?.stop();
  await mailServer?.stop();
});

/**
 * What callers, the owner's phone and the owner's page do with a fresh mailbox: played once where the portal knows by AMI
 * who is in the phone's menu, and once where it does not.
 */
export function scenario(title: string, play: (box: Box) => Promise<void>, kind: Kind = 'ample'): void {
  for (const [how, hasAmi] of Object.entries(AMI)) {
    test(`${title} (${how})`, () => withBox(kind, { hasAmi }, play));
  }
}

/** What happens where the portal has no part in it: it shows that the bench sees what it must. */
export function withoutPortal(title: string, play: (box: Box) => Promise<void>): void {
  test(title, () => withBox('ample', { hasAmi: false }, play));
}

async function withBox(kind: Kind, { hasAmi }: { hasAmi: boolean }, play: (box: Box) => Promise<void>): Promise<void> {
  const extension = String(FIRST[kind] + taken[kind]);
  taken[kind] += 1;
  const isOpen = (isOurs: (mailbox: MailboxAddress) => boolean) =>
    [...inSession].some((owner) => isOurs({ extension: owner, context: 'default' }));
  setSessionSource((isOurs) => (hasAmi ? (isOpen(isOurs) ? 'open' : 'none') : 'unknown'));
  const box = await Box.open({ mailServer, pbx, extension, inSession, hasAmi });
  try {
    await play(box);
  } catch (error) {
    mkdirSync(LOGS, { recursive: true });
    writeFileSync(join(LOGS, `asterisk-${extension}.log`), pbx.log());
    throw error;
  } finally {
    await box.close();
  }
}
