import { randomUUID } from 'node:crypto';
import { rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isFirst } from '#test/is-first.ts';
import type { Ami, Block } from './ami.ts';

/** A call that ends on the voicemail. */
export interface PhoneCall {
  from: { name: string; number: string };
  urgent?: boolean;
  /** What the caller says, by the name of a sound that Asterisk has. */
  sound?: string;
}

/**
 * The caller says it, and hangs up when nobody else does: on the way to the mail server Asterisk keeps every message as
 * `imap/msgNNNN` in its spool, whose number is how many the mailbox holds, so that of two who end at once in two
 * mailboxes one leaves nothing, or what the other said.
 * @param folder of the Asterisk
 */
export async function leaveMessage(ami: Ami, folder: string, extension: string, call: PhoneCall): Promise<void> {
  const { from, urgent = false, sound = 'vm-goodbye' } = call;
  const id = randomUUID();
  const isOver = ({ Event, Uniqueid }: Block) => Event === 'Hangup' && Uniqueid === `${id}-2`;
  const said = ami.next((event) => hasSpoken(event, `${id}-1`) || isOver(event), 'the caller has said it');
  await ami.send('Originate', {
    Channel: `Local/${extension}@${urgent ? 'leave-urgent' : 'leave'}/n`,
    ChannelId: `${id}-1`,
    OtherChannelId: `${id}-2`,
    Context: 'talk',
    Exten: 's',
    Priority: '1',
    CallerID: `"${from.name}" <${from.number}>`,
    Variable: `SOUND=${sound}`,
    Async: 'true',
  });
  const event = await said;
  // Where there is no room for it, the voicemail ends the call.
  if (isOver(event)) return;
  await alone(join(folder, 'run', 'hanging-up'), async () => {
    const over = ami.next(isOver, 'the message was stored');
    await ami.send('Hangup', { Channel: event.Channel ?? '' });
    await over;
  });
}

/** The caller waits, see `talk` in conf.ts. */
function hasSpoken({ Event, Uniqueid, Context, Priority }: Block, caller: string): boolean {
  return Event === 'Newexten' && Uniqueid === caller && Context === 'talk' && Priority === WAITS;
}

const WAITS = '4';
const LOOK_MS = 5;
const PATIENCE_MS = 20_000;

/** Of all processes, one at a time: the one that makes the folder. */
async function alone(folder: string, work: () => Promise<void>): Promise<void> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  while (!isFirst(folder)) {
    if (patience.aborted) throw new Error(`Somebody has been hanging up for too long: ${folder} does not go away`);
    await pause(LOOK_MS);
  }
  await work().finally(() => rmdirSync(folder));
}
