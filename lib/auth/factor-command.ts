import 'server-only';
import { record } from '#lib/platform/record.ts';
import { beginRoll, readRoll } from '#lib/platform/roll.ts';
import { parseAddress } from '#lib/voicemail/address.ts';
import { dropFactor, FACTOR_ROLL, factorOf, withFactor } from './factor-store.ts';

const USAGE = `npm run second-factor -- begin | list | reset 1001@default
  begin  makes the list of who has a second factor, which SECOND_FACTOR needs; one that is there stays as it is
  list   says who has one
  reset  takes it off a mailbox whose owner has lost the phone and the recovery codes; look well who asks for it
  The settings come from the environment, as the portal's do.`;

/** It was done, was not, or was not understood. */
type ExitCode = 0 | 1 | 2;

type Say = (text: string) => void;

/** The whole of `npm run second-factor`: what only an administrator may do. @throws {Error} when the state cannot be reached */
export async function factorCommand([verb, mailbox, ...rest]: string[], say: Say): Promise<ExitCode> {
  if (verb === 'begin' && mailbox === undefined) return begin(say);
  if (verb === 'list' && mailbox === undefined) return list(say);
  if (verb === 'reset' && mailbox !== undefined && rest.length === 0 && parseAddress(mailbox))
    return reset(mailbox, say);
  say(USAGE);
  return 2;
}

async function begin(say: Say): Promise<ExitCode> {
  const known = await readRoll(FACTOR_ROLL);
  await beginRoll(FACTOR_ROLL);
  say(
    known
      ? `The list was there already, with ${known.length} in it.`
      : 'The list is begun: nobody has a second factor yet.',
  );
  return 0;
}

async function list(say: Say): Promise<ExitCode> {
  const known = await readRoll(FACTOR_ROLL);
  if (!known) return missing(say);
  say(known.length > 0 ? known.sort().join('\n') : 'Nobody has a second factor.');
  return 0;
}

async function reset(mailbox: string, say: Say): Promise<ExitCode> {
  const known = await readRoll(FACTOR_ROLL);
  if (!known) return missing(say);
  // In the list, or fallen down before it was; what cannot be opened has to go, too.
  const hasOne = known.includes(mailbox.toLowerCase()) || (await factorOf(mailbox).catch(() => true)) !== null;
  if (!hasOne) {
    say(`${mailbox} has no second factor. Who has one: npm run second-factor -- list`);
    return 1;
  }
  await withFactor(mailbox, () => dropFactor(mailbox));
  record({ what: 'second-factor-removed', account: mailbox, from: 'portal', outcome: 'ok' });
  say(`${mailbox} has no second factor any more: the PIN is enough.`);
  return 0;
}

function missing(say: Say): ExitCode {
  say('There is no list. Was the state lost? Restore it, or begin anew: npm run second-factor -- begin');
  return 1;
}
