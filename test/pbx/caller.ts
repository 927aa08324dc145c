import { randomUUID } from 'node:crypto';
import type { Ami } from './ami.ts';

/** A call that ends on the voicemail. */
export interface PhoneCall {
  from: { name: string; number: string };
  urgent?: boolean;
  /** What the caller says, by the name of a sound that Asterisk has. */
  sound?: string;
}

export async function leaveMessage(ami: Ami, extension: string, call: PhoneCall): Promise<void> {
  const { from, urgent = false, sound = 'vm-goodbye' } = call;
  const id = randomUUID();
  const over = ami.next(({ Event, Uniqueid }) => Event === 'Hangup' && Uniqueid === `${id}-2`, 'the caller hung up');
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
  await over;
}
