import 'server-only';
import { hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { config } from '#lib/platform/config.ts';
import { LockTimeout, withLock } from '#lib/platform/lock.ts';
import { log } from '#lib/platform/log.ts';
import { RedisUnavailable } from '#lib/platform/redis.ts';
import { enterInRoll, readRoll, strikeFromRoll } from '#lib/platform/roll.ts';
import { openState } from '#lib/platform/state.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { decrypt, ENCRYPTED, encrypt } from './aes-gcm.ts';

/** The roll of who has one; the doctor looks at it, too. */
export const FACTOR_ROLL = 'second-factor';
const KEY_BYTES = 32;
const RETRY_AFTER_SECONDS = { outage: 5, loss: 60 };

const FACTOR = z.object({
  /** In base32. */
  secret: z.string().min(1),
  /** The last time step whose code was taken: it counts no more (RFC 6238 §5.2). */
  lastStep: z.number().int(),
  /** `recoveryMark()` of those that are left. */
  recoveryMarks: z.array(z.string()),
});

/** What a mailbox asks for beside its PIN. */
export type Factor = z.output<typeof FACTOR>;

/**
 * The second factor of a mailbox; `null` where it has none. What cannot be told is an error, and never `null`: a state that was lost
 * switches nothing off.
 * @throws {VoicemailError} site-misconfigured, sessions-unreachable
 */
export async function factorOf(mailbox: string): Promise<Factor | null> {
  const key = keyOf(mailbox);
  const [roll, kept] = await reached(Promise.all([readRoll(FACTOR_ROLL), records().get(key)]));
  if (roll === null)
    throw lost('the list of second factors is not there', 'restore the state, or run: second-factor begin');
  if (kept !== null) return opened(key, kept);
  if (!roll.includes(key)) return null;
  throw lost(`the second factor of ${key} is not there`, 'restore the state, or run: second-factor reset');
}

/** On the disk before it is in the list: who falls down in between has one. @throws as `factorOf` */
export async function keepFactor(mailbox: string, factor: Factor): Promise<void> {
  const key = keyOf(mailbox);
  const sealed = encrypt(sealingKey(), purposeOf(key), JSON.stringify(factor));
  await reached(records().set(key, JSON.stringify(sealed)));
  await reached(enterInRoll(FACTOR_ROLL, key));
}

/** The other way round, for the same reason. @throws as `factorOf` */
export async function dropFactor(mailbox: string): Promise<void> {
  const key = keyOf(mailbox);
  await reached(strikeFromRoll(FACTOR_ROLL, key));
  await reached(records().delete(key));
}

/** Runs while nobody else reads or changes the factor of that mailbox. @throws as `factorOf` */
export function withFactor<T>(mailbox: string, work: () => Promise<T>): Promise<T> {
  return reached(withLock(`second-factor ${keyOf(mailbox)}`, work));
}

/** A mailbox is the same however it is written (app_voicemail.c find_user). */
const keyOf = (mailbox: string) => mailbox.toLowerCase();
const purposeOf = (key: string) => `second factor of ${key}`;
const records = () => openState('second-factor');

/** What second factors are sealed with: nothing else is (RFC 5869). */
export function sealingKey(): Buffer {
  return Buffer.from(hkdfSync('sha256', config().AUTH_SECRET, '', 'lamplight second factor', KEY_BYTES));
}

function opened(key: string, kept: string): Factor {
  try {
    return FACTOR.parse(JSON.parse(decrypt(sealingKey(), purposeOf(key), ENCRYPTED.parse(JSON.parse(kept)))));
  } catch {
    throw lost(
      `the second factor of ${key} cannot be opened`,
      'was AUTH_SECRET changed? restore it, or run: second-factor reset',
    );
  }
}

function lost(reason: string, remedy: string): VoicemailError {
  log().error({ reason, remedy }, 'whether a mailbox has a second factor cannot be told: it is refused');
  const retryAfterSeconds = RETRY_AFTER_SECONDS.loss;
  return new VoicemailError('site-misconfigured', `Cannot sign in: ${reason}; ${remedy}`, { retryAfterSeconds });
}

async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RedisUnavailable || error instanceof LockTimeout)) throw error;
    const details = { cause: error, retryAfterSeconds: RETRY_AFTER_SECONDS.outage };
    throw new VoicemailError('sessions-unreachable', 'Cannot ask for a second factor: Redis does not answer', details);
  }
}
