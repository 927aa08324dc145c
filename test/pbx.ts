import { freePort } from './free-port.ts';
import { type Ami, connectAmi } from './pbx/ami.ts';
import { leaveMessage, type PhoneCall } from './pbx/caller.ts';
import { MANAGER } from './pbx/conf.ts';
import { type Lamp, subscribeLamp } from './pbx/lamp.ts';
import { type Owner, pickUp } from './pbx/owner.ts';
import { provideRoot } from './pbx/root.ts';
import { logOf, runAsterisk, timesReady, untilReady } from './pbx/run.ts';

/** Where an Asterisk of ours runs: enough for another process to join it. */
export interface PbxPlace {
  folder: string;
  amiPort: number;
  sipPort: number;
}

/** How many messages Asterisk counts, as the phone says it. */
export interface PbxCounts {
  new: number;
  urgent: number;
  old: number;
}

/** A real Asterisk that keeps its voicemail on a mail server. */
export interface Pbx {
  place: PbxPlace;
  /** Resolves when the call has ended: then the message is on the mail server, or Asterisk refused it. */
  callerLeaves(extension: string, call: PhoneCall): Promise<void>;
  /** The owner calls the voicemail menu. */
  owner(extension: string): Promise<Owner>;
  counts(extension: string): Promise<PbxCounts>;
  /** Has Asterisk look again what the lamp should show. */
  refresh(extension: string): Promise<void>;
  lamp(extension: string): Promise<Lamp>;
  /** What Asterisk has logged. */
  log(): string;
  /** Every call is cut off; resolves when it has loaded everything again. */
  restart(): Promise<void>;
  /** Lets go of it. */
  leave(): void;
}

/** One that we have started. */
export interface OwnPbx extends Pbx {
  /** Leaves no process, no mount and no file. */
  stop(): Promise<void>;
}

/**
 * Starts an Asterisk of our own on free ports.
 * @param options.mailServer one that was started with the master user given here
 * @throws {Error} when we are not root, or with what Asterisk says when it does not start
 */
export async function startPbx({
  mailServer,
  master,
  extensions,
  maxMessages = 100,
  format = 'gsm',
  mayCall = false,
}: {
  mailServer: { port: number };
  master: { name: string; password: string };
  extensions: string[];
  maxMessages?: number;
  format?: string;
  mayCall?: boolean;
}): Promise<OwnPbx> {
  const root = await provideRoot();
  const [amiPort, sipPort] = [await freePort(), await freePort()];
  const imap = { port: mailServer.port, user: master.name, password: master.password };
  const { folder, stop } = await runAsterisk(root, {
    amiPort,
    sipPort,
    imap,
    format,
    maxMessages,
    extensions,
    mayCall,
  });
  const pbx = await joinPbx({ folder, amiPort, sipPort });
  return {
    ...pbx,
    async stop() {
      pbx.leave();
      await stop();
    },
  };
}

/** Talks to an Asterisk that another process, or we, have started. */
export async function joinPbx(place: PbxPlace): Promise<Pbx> {
  const { folder, amiPort, sipPort } = place;
  let ami = await connectAmi(amiPort, MANAGER);
  return {
    place,
    callerLeaves: (extension, call) => leaveMessage(ami, folder, extension, call),
    owner: (extension) => pickUp(ami, extension, folder),
    counts: (extension) => countsOf(ami, extension),
    refresh: async (extension) => void (await ami.send('VoicemailRefresh', { Context: 'default', Mailbox: extension })),
    lamp: (extension) => subscribeLamp(sipPort, extension),
    log: () => logOf(folder),
    async restart() {
      const before = timesReady(folder);
      await ami.send('Command', { Command: 'core restart now' }).catch(() => null);
      ami.close();
      await untilReady(folder, before + 1);
      ami = await connectAmi(amiPort, MANAGER);
    },
    leave: () => ami.close(),
  };
}

async function countsOf(ami: Ami, extension: string): Promise<PbxCounts> {
  const counts = await ami.send('MailboxCount', { Mailbox: `${extension}@default` });
  return { new: Number(counts.NewMessages), urgent: Number(counts.UrgMessages), old: Number(counts.OldMessages) };
}
