import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ImapFlow } from 'imapflow';
import { type Call, type Member, messageOf } from './cast/member.ts';
import { deliver } from './deliver.ts';
import { imapClient } from './imap-client.ts';

/** What others must know of a running demo to ring in, or to look at its mail server. */
export interface Running {
  url: string;
  host: string;
  port: number;
  cast: Omit<Member, 'folders'>[];
}

/** The demo's; the browser tests have another. */
const STATE_FILE = () => process.env.LAMPLIGHT_RUNNING ?? '.cache/running.json';

export function tellRunning({ url, host, port, cast }: Running): void {
  const members = cast.map(({ name, password, about, owners }) => ({ name, password, about, owners }));
  writeFileSync(STATE_FILE(), JSON.stringify({ url, host, port, cast: members }));
}

export function forgetRunning(): void {
  rmSync(STATE_FILE(), { force: true });
}

/** @throws {Error} when nothing runs */
export function running(): Running {
  try {
    return JSON.parse(readFileSync(STATE_FILE(), 'utf8'));
  } catch {
    throw new Error('Nothing is running: start it with npm run demo or npm run dev');
  }
}

/** Somebody calls and leaves a message, now. @throws {Error} when nobody has that extension */
export async function ring(demo: Running, extension: string, call: Call): Promise<void> {
  const member = demo.cast.find(({ owners }) => owners.some((owner) => owner.extension === extension));
  const owner = member?.owners.find((candidate) => candidate.extension === extension);
  if (!member || !owner) throw new Error(`Nobody has the extension ${extension}`);
  await withImap(demo, member, async (imap) => {
    const { exists } = await imap.mailboxOpen('INBOX');
    await deliver(imap, messageOf(owner, call, { storedAt: new Date(), number: exists + 1 }));
  });
}

/** Looks at the mail server as somebody of the cast, beside the portal. */
async function withImap<T>(
  server: { host: string; port: number },
  member: { name: string; password: string },
  look: (imap: ImapFlow) => Promise<T>,
): Promise<T> {
  const imap = await imapClient(server, member);
  try {
    return await look(imap);
  } finally {
    await imap.logout();
  }
}
