import { freePort } from './free-port.ts';
import { type Ami, connectAmi } from './pbx/ami.ts';
import { leaveMessage, type PhoneCall } from './pbx/caller.ts';
import { MANAGER, type PbxBox } from './pbx/conf.ts';
import { type Lamp, subscribeLamp } from './pbx/lamp.ts';
import { type Owner, pickUp } from './pbx/owner.ts';
import { provideRoot } from './pbx/root.ts';
import { logOf, runAsterisk } from './pbx/run.ts';

/** How many messages Asterisk counts, as the phone says it. */
export interface PbxCounts {
  new: number;
  urgent: number;
  old: number;
}

/** A real Asterisk that keeps its voicemail on a mail server. */
export interface Pbx {
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
  boxes,
  format = 'gsm',
}: {
  mailServer: { port: number };
  master: { name: string; password: string };
  boxes: PbxBox[];
  format?: string;
}): Promise<Pbx> {
  const root = await provideRoot();
  const [amiPort, sipPort] = [await freePort(), await freePort()];
  const imap = { port: mailServer.port, user: master.name, password: master.password };
  const { folder, stop } = await runAsterisk(root, { amiPort, sipPort, imap, format, boxes });
  const ami = await connectAmi(amiPort, MANAGER);
  const log = () => logOf(folder);
  return {
    callerLeaves: (extension, call) => leaveMessage(ami, extension, call),
    owner: (extension) => pickUp(ami, extension, { folder, log }),
    counts: (extension) => countsOf(ami, extension),
    refresh: async (extension) => void (await ami.send('VoicemailRefresh', { Context: 'default', Mailbox: extension })),
    lamp: (extension) => subscribeLamp(sipPort, extension),
    log,
    async stop() {
      ami.close();
      await stop();
    },
  };
}

async function countsOf(ami: Ami, extension: string): Promise<PbxCounts> {
  const counts = await ami.send('MailboxCount', { Mailbox: `${extension}@default` });
  return { new: Number(counts.NewMessages), urgent: Number(counts.UrgMessages), old: Number(counts.OldMessages) };
}
