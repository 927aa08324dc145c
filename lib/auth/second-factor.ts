import 'server-only';
import { z } from 'zod';
import type { Account } from '#lib/imap/account.ts';
import { config } from '#lib/platform/config.ts';
import { record } from '#lib/platform/record.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { decrypt, ENCRYPTED, encrypt } from './aes-gcm.ts';
import { dropFactor, type Factor, factorOf, keepFactor, sealingKey, withFactor } from './factor-store.ts';
import { keyUri, newSecret, stepOfCode } from './one-time-code.ts';
import { isOwnPin } from './own-pin.ts';
import { newRecoveryCodes, recoveryMark } from './recovery-codes.ts';
import { throttled } from './throttle.ts';

/** Whether a sign-in can have a second factor and has one, and how many recovery codes are left. */
export interface FactorState {
  isOffered: boolean;
  isOn: boolean;
  recoveryCodesLeft: number;
}

/** What an app is to be told, and what proves to us, with a code, that it was. */
export interface NewFactor {
  /** In base32. */
  secret: string;
  uri: string;
  ticket: string;
}

const TICKET = z.object({ secret: z.string(), endsAt: z.number() });
const TICKET_MINUTES = 15;
const purposeOf = (mailbox: string) => `new second factor of ${mailbox}`;

/** @throws {VoicemailError} site-misconfigured, sessions-unreachable, as all of these */
export async function factorState(account: Account): Promise<FactorState> {
  if (!isOffered(account)) return { isOffered: false, isOn: false, recoveryCodesLeft: 0 };
  const factor = await factorOf(account.name);
  return { isOffered: true, isOn: factor !== null, recoveryCodesLeft: factor?.recoveryMarks.length ?? 0 };
}

/**
 * Draws a secret for the mailbox that a PIN has proven. Nothing is kept yet: the ticket has it, sealed, for a quarter of an hour.
 * The PIN is asked for again: who finds a browser signed in must not keep its owner out.
 * @throws {VoicemailError} second-factor-rejected for another PIN, too-many-attempts, not-allowed
 */
export async function beginFactor(account: Account, pin: string): Promise<NewFactor> {
  await mustHaveNone(account);
  await counted(account, { isCode: false }, async () => {
    if (!isOwnPin(account, pin)) throw new VoicemailError('second-factor-rejected', WRONG_PIN);
  });
  const secret = newSecret();
  const endsAt = Date.now() + TICKET_MINUTES * 60_000;
  const sealed = encrypt(sealingKey(), purposeOf(account.name), JSON.stringify({ secret, endsAt }));
  const ticket = Buffer.from(JSON.stringify(sealed)).toString('base64url');
  return {
    secret,
    uri: keyUri(secret, { mailbox: account.name, site: new URL(config().PUBLIC_URL).hostname }),
    ticket,
  };
}

/**
 * Switches it on once a code shows that the app has the secret. The code counts as used.
 * @returns the recovery codes, which nobody can ask for again
 * @throws {VoicemailError} second-factor-rejected, request-invalid for a ticket that is over or not of this mailbox; not-allowed
 */
export function switchFactorOn(account: Account, ticket: string, code: string): Promise<string[]> {
  return withFactor(account.name, async () => {
    await mustHaveNone(account);
    const secret = secretIn(ticket, account.name);
    const lastStep = stepOfCode(secret, bare(code), Date.now());
    if (lastStep === null) throw rejected();
    const codes = newRecoveryCodes();
    const recoveryMarks = codes.map((one) => recoveryMark(account.name, one));
    await keepFactor(account.name, { secret, lastStep, recoveryMarks });
    note('second-factor-enrolled', account);
    return codes;
  });
}

/**
 * Switches it off for whoever has a code. Tries are counted as those to sign in.
 * @throws {VoicemailError} second-factor-rejected, too-many-attempts, not-allowed
 */
export async function switchFactorOff(account: Account, code: string): Promise<void> {
  const { name } = account;
  if (!isOffered(account) || (await factorOf(name)) === null) throw notHere();
  await counted(account, { isCode: true }, () => spendCode(name, code));
  await withFactor(name, () => dropFactor(name));
  note('second-factor-removed', account);
}

/** Counts a try as one to sign in, and records one that fails. */
async function counted({ name, clientAddress }: Account, how: { isCode: boolean }, attempt: () => Promise<void>) {
  try {
    await throttled(name, clientAddress, attempt, how);
  } catch (error) {
    const outcome = error instanceof VoicemailError ? error.code : 'unexpected';
    record({ what: 'second-factor-refused', account: name, from: clientAddress, outcome });
    throw error;
  }
}

/**
 * Takes a code of the app, or a recovery code, once.
 * @throws {VoicemailError} second-factor-rejected
 */
export function spendCode(mailbox: string, code: string): Promise<void> {
  return withFactor(mailbox, async () => {
    const factor = await factorOf(mailbox);
    if (factor === null) return;
    const left = spent(factor, mailbox, code);
    if (left === null) throw rejected();
    await keepFactor(mailbox, left);
  });
}

/** What is left of a factor when that code is used; `null` where it does not count. */
function spent(factor: Factor, mailbox: string, code: string): Factor | null {
  const step = stepOfCode(factor.secret, bare(code), Date.now());
  if (step !== null) return step > factor.lastStep ? { ...factor, lastStep: step } : null;
  const mark = recoveryMark(mailbox, code);
  if (!factor.recoveryMarks.includes(mark)) return null;
  return { ...factor, recoveryMarks: factor.recoveryMarks.filter((other) => other !== mark) };
}

/** Apps show `123 456`. */
const bare = (code: string) => code.replace(/\s/g, '');

/** Only who came by PIN: the mail server and the company ask for what they want themselves. */
const isOffered = ({ isByPin }: Account) => isByPin && config().SECOND_FACTOR !== 'off';

async function mustHaveNone(account: Account): Promise<void> {
  if (!isOffered(account)) throw notHere();
  if (await factorOf(account.name)) {
    throw new VoicemailError('not-allowed', 'Cannot set up two-step sign-in: it is on already; remove it first');
  }
}

const notHere = () => new VoicemailError('not-allowed', 'Cannot change two-step sign-in: this sign-in has none');

const WRONG_PIN = 'Cannot set up two-step sign-in: that is not the PIN of this mailbox; try again';

const rejected = () =>
  new VoicemailError(
    'second-factor-rejected',
    'Cannot take the code: it is wrong, over, or was used; wait for the next one',
  );

function secretIn(ticket: string, mailbox: string): string {
  try {
    const sealed = ENCRYPTED.parse(JSON.parse(Buffer.from(ticket, 'base64url').toString('utf8')));
    const { secret, endsAt } = TICKET.parse(JSON.parse(decrypt(sealingKey(), purposeOf(mailbox), sealed)));
    if (Date.now() < endsAt) return secret;
  } catch {
    // Falls through: nobody tells which of the two it was.
  }
  throw new VoicemailError('request-invalid', 'Cannot set up two-step sign-in: too much time has passed; begin again');
}

function note(what: 'second-factor-enrolled' | 'second-factor-removed', { name, clientAddress }: Account): void {
  record({ what, account: name, from: clientAddress, outcome: 'ok' });
}
