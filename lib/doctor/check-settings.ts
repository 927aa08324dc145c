import 'server-only';
import { statSync } from 'node:fs';
import type { Config } from '#lib/platform/config.ts';
import { readRoll } from '#lib/platform/roll.ts';
import type { Check } from './check.ts';
import { danger, type Line, note, ok, warning } from './line.ts';
import { counted } from './words.ts';

/** Fewer different characters than this nobody draws by chance. */
const FEWEST_CHARACTERS = 12;

/** What the environment says that can be judged without asking anybody; what is wrong in itself stops the doctor. */
export const checkSettings: Check = {
  name: 'settings',
  async *run({ config }) {
    yield ok('Every setting can be read');
    yield secret(config);
    yield* proxies(config);
    if (config.REDIS_URL === undefined) yield* state(config);
    yield* secondFactor(config);
  },
};

function secret({ AUTH_SECRET }: Config): Line {
  const different = new Set(AUTH_SECRET).size;
  if (different >= FEWEST_CHARACTERS && !/secret|password|change|example/i.test(AUTH_SECRET)) {
    return ok('AUTH_SECRET looks drawn by chance');
  }
  return danger(
    'AUTH_SECRET can be guessed',
    'whoever guesses it can open every session cookie',
    'Set AUTH_SECRET to what openssl rand -base64 33 prints',
  );
}

function* proxies({ TRUSTED_PROXIES, PUBLIC_URL }: Config): Iterable<Line> {
  const all = TRUSTED_PROXIES.find((range) => /\/0$/.test(range));
  if (all !== undefined) {
    yield danger(
      `TRUSTED_PROXIES has ${all}: everybody`,
      'whoever asks may say to be anybody else, so that nothing slows down who guesses passwords',
      'Name your own proxies in TRUSTED_PROXIES',
    );
  } else if (TRUSTED_PROXIES.length > 0) yield ok(`Trusted proxies: ${TRUSTED_PROXIES.join(', ')}`);
  else if (PUBLIC_URL.startsWith('https:')) {
    yield warning(
      'PUBLIC_URL is https, and TRUSTED_PROXIES names nobody',
      "the portal speaks no TLS, so there is a proxy, whose address counts as everybody's: one who guesses slows all, and five tabs are live",
      'Set TRUSTED_PROXIES to the address of the proxy',
    );
  }
}

function* state({ STATE_DIR }: Config): Iterable<Line> {
  const about = statSync(STATE_DIR, { throwIfNoEntry: false });
  if (!about)
    yield note(`${STATE_DIR} is not there yet`, 'the portal makes it', 'Set STATE_DIR to where it outlives a restart');
  else if (!about.isDirectory())
    yield danger(`${STATE_DIR} is no folder`, 'the portal cannot keep its notes', 'Correct STATE_DIR');
  else if (about.mode & 0o077) {
    yield warning(
      `${STATE_DIR} can be read by others`,
      'it says whose messages are on their way',
      `Run chmod 700 ${STATE_DIR}`,
    );
  } else yield ok(`${STATE_DIR} is the portal's alone`);
}

/** As lib/auth/factor-store.ts calls the list of who has one. */
const FACTOR_ROLL = 'second-factor';

async function* secondFactor(config: Config): AsyncIterable<Line> {
  const isOff = config.SECOND_FACTOR === 'off';
  if (isOff && config.REDIS_URL !== undefined) return;
  const people = await readRoll(FACTOR_ROLL, config);
  if (!isOff && people) yield ok(`Two-step sign-in: ${counted(people.length, 'mailbox', 'mailboxes')}`);
  else if (!isOff) {
    yield danger(
      'SECOND_FACTOR is set, and the list of who has one is not there',
      'nobody can sign in by PIN: who has none cannot be told from who has',
      'Restore the state, or begin the list: npm run second-factor -- begin',
    );
  } else if (people && people.length > 0) {
    yield danger(
      `SECOND_FACTOR is off, and ${counted(people.length, 'mailbox has', 'mailboxes have')} one`,
      'their PIN alone lets in, against what their owners have chosen',
      'Set SECOND_FACTOR to optional, or take it off them: npm run second-factor -- reset',
    );
  }
}
