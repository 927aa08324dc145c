import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMailbox, pointSettingsAt } from '#test/mailbox.ts';
import { careless, expungeAtOnce, keepNoCopy, leaveDeleted, type Removal, removingBy, sweepAll } from './careless.ts';
import type { InvariantName } from './invariants.ts';
import { Lamplight } from './lamplight.ts';
import type { Portal } from './portal.ts';
import { play } from './run.ts';
import { build, type Stage, setScene } from './stage.ts';
import { Wire } from './wire.ts';
import type { Mode } from './world.ts';

// Whether the model notices what it is there for: each portal here does one thing wrong.

const MAX_MESSAGES = 12;
const PHONE = ['phone.lift', 'phone.erase', 'phone.hangUp', 'phone.leave'];
let stage: Stage;
let wire: Wire;
let lamplight: Lamplight;

beforeAll(async () => {
  const { server, user, password } = await aMailbox();
  pointSettingsAt(server, { MAX_MESSAGES: String(MAX_MESSAGES) });
  const login = { host: server.host, port: server.port, user, password };
  [stage, wire, lamplight] = [await build(login), await Wire.login(login), new Lamplight(login)];
});

afterAll(() => {
  stage.close();
  wire.close();
});

async function found(portal: Portal, invariant: string, steps: string[], mode: Mode = 'ami'): Promise<string | null> {
  const setUp = () => setScene(stage, portal, mode, MAX_MESSAGES);
  const amount = { steps: 2000, seed: Math.floor(Math.random() * 2 ** 31), shrinkSeconds: 0 };
  return (await play(setUp, amount, { steps, watched: (name) => name === invariant })).failure;
}

const WRONG: [string, Removal, InvariantName, string[]][] = [
  ['expunges during a session', expungeAtOnce, 'no phone key acts on a message other than the one heard', PHONE],
  ['leaves \\Deleted lying', leaveDeleted, 'no phone key acts on a message other than the one heard', PHONE],
  ['expunges during a session', expungeAtOnce, 'nothing leaves a folder under an open phone', PHONE],
  ['leaves \\Deleted lying', leaveDeleted, 'the portal leaves nothing flagged \\Deleted', []],
  ['keeps no copy', keepNoCopy, 'no voicemail is lost that nobody purged', []],
  ['sends a plain EXPUNGE', sweepAll, 'no ordinary mail is touched by the portal', ['client.markDeleted']],
  ['sends a plain EXPUNGE', sweepAll, "no other mailbox's voicemail is touched by a verb", ['client.markDeleted']],
];

test.each(WRONG)('the model notices a portal that %s', async (_, removal, invariant, others) => {
  const portal = removingBy(lamplight, removal, wire, stage.folders);
  expect(await found(portal, invariant, ['portal.remove', ...others])).toContain(`NOT SO: ${invariant}`);
});

test('the model notices a lamp that counts to the letter', async () => {
  const portal = careless(lamplight, {
    async summary(mailbox) {
      const summary = await lamplight.summary(mailbox);
      const inbox = summary.folders.find(({ slug }) => slug === 'inbox');
      return { ...summary, lamp: { ...summary.lamp, ...inbox } };
    },
  });
  expect(await found(portal, "the lamp is what Asterisk's searches find", ['phone.leave'])).toContain('the lamp says');
});

test('the model notices a list that leaves out the oldest message', async () => {
  const portal = careless(lamplight, {
    async list(mailbox, search) {
      const page = await lamplight.list(mailbox, search);
      return { ...page, messages: page.messages.slice(0, 2) };
    },
  });
  expect(
    await found(portal, 'each message is shown once in its folder, and every live one somewhere', ['phone.leave']),
  ).toContain('is not shown in inbox');
});

test('the model notices a mark that is said and not done', async () => {
  const portal = careless(lamplight, { change: async () => ({ messages: [], failed: [] }) });
  expect(await found(portal, 'a verb does what it says', ['portal.mark'])).toContain(
    'NOT SO: a verb does what it says',
  );
});

test('the model notices a portal that restores everything as heard', async () => {
  const portal = careless(lamplight, {
    async change(mailbox, selection, wish) {
      const { messages, failed } = await lamplight.change(mailbox, selection, wish);
      const ids = messages.map(({ id }) => id);
      return wish.restore && ids.length > 0
        ? lamplight.change(mailbox, { ids }, { status: 'old' })
        : { messages, failed };
    },
  });
  const steps = ['portal.remove', 'portal.restore', 'phone.leave'];
  expect(await found(portal, 'a verb does what it says', steps)).toContain('is restored as old');
});

test('the model notices a portal that never takes out what it hides', async () => {
  const portal = careless(lamplight, { tidy: async () => {} });
  const steps = ['portal.remove', 'portal.tidy', 'phone.leave'];
  expect(await found(portal, 'a verb does what it says', steps, 'no-ami')).toContain('is still hidden');
});
