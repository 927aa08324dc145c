import { describe, expect, test } from 'vitest';
import { isLeftOut, type MailServerKind, SERVERS } from '#test/mail-servers/servers.ts';
import { adoptServer, aMailboxOn, pointSettingsAt } from '#test/mailbox.ts';
import { Lamplight } from './lamplight.ts';
import { amountOf, optionsOf, told } from './options.ts';
import { play } from './run.ts';
import { build, foldersBelow, type Stage, setScene } from './stage.ts';
import { MODES } from './world.ts';

const MAX_MESSAGES = 16;
const OPTIONS = optionsOf(process.env);
const CHOSEN = SERVERS.filter(({ name }) => OPTIONS.server === undefined || name === OPTIONS.server);

/** Everybody at work on a new account of a new mail server. */
async function open(kind: MailServerKind): Promise<{ stage: Stage; portal: Lamplight }> {
  const server = adoptServer(await kind.start());
  const { user, password } = await aMailboxOn(server);
  const { parentFolder, separator } = kind;
  const parent = parentFolder ? { IMAP_PARENT_FOLDER: parentFolder } : {};
  pointSettingsAt(server, { MAX_MESSAGES: String(MAX_MESSAGES), ...parent });
  const login = { host: server.host, port: server.port, user, password };
  const stage = await build(login, foldersBelow(parentFolder ? `${parentFolder}${separator}` : ''));
  return { stage, portal: new Lamplight(login) };
}

test('there is a mail server to run the steps on', () => {
  expect(CHOSEN.map(({ name }) => name)).not.toEqual([]);
});

describe.each(CHOSEN)('portal, phone, callers and mail clients do one another no harm: $name', (kind) => {
  const { steps, seconds } = amountOf(kind.name, OPTIONS);
  test.skipIf(isLeftOut(kind)).each(MODES)(`${steps} steps, %s`, { timeout: seconds * 1000 }, async (mode) => {
    const { stage, portal } = await open(kind);
    const from = performance.now();
    const outcome = await play(() => setScene(stage, portal, mode, MAX_MESSAGES), {
      steps,
      seed: OPTIONS.seed + MODES.indexOf(mode),
    });
    stage.close();
    portal.restart();
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    const done = told({ ...outcome, server: kind.name, mode, seconds }, stage.tally, OPTIONS);
    process.stdout.write(outcome.failure ? `${done}${outcome.failure}\n` : done);
    expect(outcome.failure).toBe(null);
  });
});
