import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#test/free-port.ts';
import { isFirst } from '#test/is-first.ts';
import { type MailServer, type MailUser, startMailServer } from '#test/mail-server.ts';
import { PORTAL } from '#test/pbx/conf.ts';
import { type OwnPbx, type PbxPlace, startPbx } from '#test/pbx.ts';
import { type Portal, startPortal } from '#test/portal.ts';
import { allOrNone } from './opened.ts';

/** A mailbox that nobody has used yet: one that holds eight messages, or one whose mail server has room for four. */
export type Kind = 'ample' | 'quota 4';

/** What all workers share: by a variable of the environment, because each is a process of its own. */
export interface Bench {
  pbx: PbxPlace;
  mailServer: { host: string; port: number };
  withAmi: string;
  withoutAmi: string;
  /** The process of the portal with AMI. */
  pid: number;
  /** A folder in here is a mailbox that is taken. */
  seats: string;
}

const VARIABLE = 'PHONE_BENCH';
const MASTER = { name: 'asterisk', password: 'the master of all mailboxes' };
export const PASSWORD = 'secret';
export const MAX_MESSAGES = 8;
/** So that what the portal does after quiet minutes is done after quiet seconds; longer than any scenario is silent. */
export const TIDY_AFTER_SECONDS = 15;

const FIRST: Record<Kind, number> = { ample: 1001, 'quota 4': 1201 };
/** Asterisk signs in to each of them when it starts. */
const HOW_MANY: Record<Kind, number> = { ample: 60, 'quota 4': 8 };

const numbersOf = (kind: Kind): string[] => Array.from({ length: HOW_MANY[kind] }, (_, i) => String(FIRST[kind] + i));
const EXTENSIONS = (Object.keys(FIRST) as Kind[]).flatMap(numbersOf);

/** A mail server with every mailbox of the bench. */
export function startBenchMail(): Promise<MailServer> {
  const users = [
    ...numbersOf('ample').map((name): MailUser => ({ name, password: PASSWORD })),
    ...numbersOf('quota 4').map((name): MailUser => ({ name, password: PASSWORD, quotaMessages: 4 })),
  ];
  return startMailServer({ master: MASTER, users });
}

export function startBenchPbx(
  mailServer: { port: number },
  {
    extensions = EXTENSIONS,
    format = 'gsm',
    mayCall = false,
  }: { extensions?: string[]; format?: string | undefined; mayCall?: boolean | undefined } = {},
): Promise<OwnPbx> {
  return startPbx({ mailServer, master: MASTER, extensions, maxMessages: MAX_MESSAGES, format, mayCall });
}

/** The portal as an administrator would set it up beside this Asterisk; `null`: without its manager interface. */
export async function startBenchPortal(
  name: string,
  mailServer: { host: string; port: number },
  pbx: PbxPlace | null,
  { secret = PORTAL.secret, more = {} }: { secret?: string; more?: Record<string, string> } = {},
): Promise<Portal> {
  const ami = pbx && {
    AMI_HOST: '127.0.0.1',
    AMI_PORT: String(pbx.amiPort),
    AMI_USER: PORTAL.user,
    AMI_SECRET: secret,
  };
  const settings = {
    MAX_MESSAGES: String(MAX_MESSAGES),
    TIDY_AFTER_MINUTES: String(TIDY_AFTER_SECONDS / 60),
    ...ami,
    ...more,
  };
  return startPortal(mailServer, { port: await freePort(), mode: 'production', name, settings });
}

/** Starts what all scenarios share. @returns what ends it */
export async function openBench(): Promise<() => Promise<void>> {
  const { close } = await allOrNone(async (endsBy) => {
    const mailServer = await startBenchMail();
    endsBy(mailServer.stop);
    const pbx = await startBenchPbx(mailServer);
    endsBy(pbx.stop);
    const [withAmi, withoutAmi] = await Promise.all([
      startBenchPortal('phone-with-ami', mailServer, pbx.place),
      startBenchPortal('phone-without-ami', mailServer, null),
    ]);
    endsBy(withAmi.stop);
    endsBy(withoutAmi.stop);
    mkdirSync('.cache', { recursive: true });
    const seats = mkdtempSync('.cache/seats-');
    endsBy(() => rmSync(seats, { recursive: true }));
    const { host, port } = mailServer;
    const urls = { withAmi: withAmi.url, withoutAmi: withoutAmi.url };
    share({ pbx: pbx.place, mailServer: { host, port }, ...urls, pid: withAmi.pid, seats });
  });
  return close;
}

function share(bench: Bench): void {
  process.env[VARIABLE] = JSON.stringify(bench);
}

/** What the first process has started. */
export function sharedBench(): Bench {
  return JSON.parse(process.env[VARIABLE] ?? '');
}

/** The extension of a mailbox that is now taken. */
export function takeSeat({ seats }: Bench, kind: Kind): string {
  const extension = numbersOf(kind).find((number) => isFirst(join(seats, number)));
  if (!extension) throw new Error(`No mailbox of the kind ${kind} is left`);
  return extension;
}
