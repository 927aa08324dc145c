import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ami } from './ami.ts';
import { INSIDE } from './conf.ts';
import { logFromNow } from './run.ts';

/** A message as it comes out of the owner's phone. */
export interface Heard {
  /** Counted from one, as the phone does. */
  position: number;
  /** Who called, by the text that Asterisk fetched with the sound. */
  callerNumber: string;
}

/** Somebody with the phone at the ear, in the voicemail menu. */
export interface Owner {
  /** Resolves when Asterisk has taken the key and begun to say something. @returns the name of what it says */
  press(key: string): Promise<string>;
  /** The next message that is played, from the last one heard on. */
  hears(): Promise<Heard>;
  /** Whether a message is what Asterisk said last. */
  isHearing(): boolean;
  /** Resolves when Asterisk has done what it does at the end of a session. */
  hangUp(): Promise<void>;
}

const PATIENCE_MS = 20_000;
const LOOK_MS = 10;
/** Asterisk keeps 45 ms between two keys (AST_MIN_DTMF_GAP in channel.c), and may lose one that comes sooner. */
const FINGER_MS = 200;

/** Calls VoiceMailMain, and waits until it speaks. */
export async function pickUp(ami: Ami, extension: string, folder: string): Promise<Owner> {
  const log = logFromNow(folder);
  const id = randomUUID();
  const begun = ami.next(({ Event, Uniqueid }) => Event === 'Newchannel' && Uniqueid === `${id}-2`, 'a session began');
  await ami.send('Originate', {
    Channel: `Local/${extension}@check/n`,
    ChannelId: `${id}-1`,
    OtherChannelId: `${id}-2`,
    Context: 'hold',
    Exten: 's',
    Priority: '1',
    CallerID: `"Owner" <${extension}>`,
    Async: 'true',
  });
  const { Channel: channel = '' } = await begun;
  const said = () => sayingsOf(channel, log());
  await until(() => said().length > 0, 'Asterisk says nothing to the owner');
  const nextMessage = messagesOf(said);
  return {
    async press(key) {
      await pause(FINGER_MS);
      const before = said().length;
      await ami.send('PlayDTMF', { Channel: channel, Digit: key, Receive: 'true' });
      await until(() => said().length > before, `Asterisk does not answer to key ${key}`);
      return said()[before] ?? '';
    },
    hears: async () => heardIn(await nextMessage(), folder),
    isHearing: () => isMessage(said().at(-1) ?? ''),
    async hangUp() {
      const over = ami.next(({ Event, Uniqueid }) => Event === 'Hangup' && Uniqueid === `${id}-2`, 'the session ended');
      await ami.send('Hangup', { Channel: channel });
      await over;
    },
  };
}

/** @returns what waits for the next message that is played from the last one on, and names its file */
function messagesOf(said: () => string[]): () => Promise<string> {
  let heard = 0;
  const next = () => said().slice(heard).findIndex(isMessage);
  return async () => {
    await until(
      () => next() >= 0,
      () => `no message is played, but ${said().slice(heard).join(', ') || 'nothing'}`,
    );
    heard += next() + 1;
    return said()[heard - 1] ?? '';
  };
}

/** What Asterisk has played to a channel, in order. */
export function sayingsOf(channel: string, log: string): string[] {
  return log.split('\n').flatMap((line) => {
    const [, to, what] = /<([^>]+)> Playing '([^']+)'/.exec(line) ?? [];
    return to === channel && what ? [what] : [];
  });
}

const MESSAGE = /\/(msg(\d{4}))\.\w+$/;
const isMessage = (what: string): boolean => MESSAGE.test(what);

/** While a message is played, the file it is played from lies beside its description. */
function heardIn(what: string, folder: string): Heard {
  const [, , number] = MESSAGE.exec(what) ?? [];
  const path = what.replace(`${INSIDE}/`, '').replace(MESSAGE, '/$1.txt');
  const [, callerNumber = ''] = /^callerid=.*<(.*)>$/m.exec(readFileSync(join(folder, path), 'utf8')) ?? [];
  return { position: Number(number) + 1, callerNumber };
}

/** @throws {Error} the complaint, when it is not so in good time */
export async function until(isTrue: () => boolean, complaint: string | (() => string)): Promise<void> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  while (!isTrue()) {
    if (patience.aborted) throw new Error(typeof complaint === 'string' ? complaint : complaint());
    await pause(LOOK_MS);
  }
}
