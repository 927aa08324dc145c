import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ami } from './ami.ts';
import { sayingsOf, until } from './owner.ts';
import { logFromNow } from './run.ts';

/** To be written into extensions.conf: who calls here is asked for the PIN. */
export const PIN_DIALPLAN = `[pin]
exten => _X.,1,Answer()
 same => n,VoiceMailMain(\${EXTEN}@default)
`;

/** What the phone makes of a PIN: `not asked` lets in whoever calls. */
export type Entry = 'let in' | 'refused' | 'not asked';

/** Keys that follow one another faster are one to Asterisk (channel.c AST_MIN_DTMF_DURATION, AST_MIN_DTMF_GAP). */
const KEY_MS = 200;

/**
 * Calls VoiceMailMain, which asks for the PIN, and keys one in.
 * @throws {Error} when Asterisk says nothing, or heard another one
 */
export async function enterPin(ami: Ami, extension: string, pin: string, folder: string): Promise<Entry> {
  const log = logFromNow(folder);
  const id = randomUUID();
  const begun = ami.next(({ Event, Uniqueid }) => Event === 'Newchannel' && Uniqueid === `${id}-2`, 'a call began');
  await ami.send('Originate', {
    Channel: `Local/${extension}@pin/n`,
    ChannelId: `${id}-1`,
    OtherChannelId: `${id}-2`,
    Context: 'hold',
    Exten: 's',
    Priority: '1',
    Async: 'true',
  });
  const { Channel: channel = '' } = await begun;
  const said = () => sayingsOf(channel, log()).map((saying) => saying.replace(/\.\w+$/, ''));
  await until(() => said().length > 0, 'Asterisk says nothing');
  const isAsked = said()[0] === 'vm-password';
  if (isAsked) {
    for (const Digit of `${pin}#`) {
      await ami.send('PlayDTMF', { Channel: channel, Digit, Receive: 'true' });
      await pause(KEY_MS);
    }
    await until(() => said().length > 1, `Asterisk does not answer to the PIN of ${extension}`);
  }
  const isRefused = said()[1]?.startsWith('vm-incorrect');
  // A key that got lost would be a PIN that is wrong.
  if (isRefused && !log().includes(`Incorrect password '${pin}'`)) throw new Error('Asterisk heard another PIN');
  await ami.send('Hangup', { Channel: channel }).catch(() => null);
  if (!isAsked) return 'not asked';
  return isRefused ? 'refused' : 'let in';
}
