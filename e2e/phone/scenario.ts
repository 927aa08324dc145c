import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as portalTest } from '#e2e/portal.ts';
import { joinPbx, type Pbx } from '#test/pbx.ts';
import { type Bench, type Kind, sharedBench, takeSeat } from './bench.ts';
import { Box } from './box.ts';
import { OWNER, type Own, type OwnWish, openOwn } from './own.ts';

/** Whether the portal knows who is in the phone's menu, and can have Asterisk look at the lamp again. */
const AMI = { 'with AMI': true, 'without AMI': false } as const;

/** What Asterisk logged up to a failure. */
const LOGS = '.cache/logs';
/** The phone may take a message away just when the pointer comes over it and the page asks for its sound. */
const GONE = /a status of 404 .*\/recording/;
/** What the page is told where there is no room. */
const REFUSALS = [409, 507, GONE];
/** What it is told, or is not, while a server is away. */
const ABSENCES = [502, 503, 'net::ERR_', GONE];

/** Somebody whose page is open, or is not. */
export type OpenBox = (how: { hasPage: boolean }) => Promise<Box>;

interface ForEachTest {
  hasAmi: boolean;
  kind: Kind;
  hasPage: boolean;
  ownWish: OwnWish | undefined;
  own: Own | undefined;
  box: Box;
  openBox: OpenBox;
}

interface ForEachWorker {
  bench: Bench;
  sharedPbx: Pbx;
}

const test = portalTest.extend<ForEachTest, ForEachWorker>({
  bench: [({ browser: _ }, use) => use(sharedBench()), { scope: 'worker' }],
  sharedPbx: [
    async ({ bench }, use) => {
      const pbx = await joinPbx(bench.pbx);
      await use(pbx);
      pbx.leave();
    },
    { scope: 'worker' },
  ],
  hasAmi: [true, { option: true }],
  kind: ['ample', { option: true }],
  hasPage: [true, { option: true }],
  ownWish: [undefined, { option: true }],
  own: async ({ ownWish }, use, { testId }) => {
    const own = ownWish && (await openOwn(`phone-${testId}`, ownWish));
    await use(own);
    await own?.stop();
  },
  baseURL: ({ bench, hasAmi, own }, use) => use(own?.url ?? (hasAmi ? bench.withAmi : bench.withoutAmi)),
  box: async ({ bench, sharedPbx, own, ownWish, page, kind, hasAmi, hasPage }, use, info) => {
    const extension = own ? OWNER : takeSeat(bench, kind);
    const { mailServer, pbx } = own ?? { ...bench, pbx: sharedPbx };
    const isRefused = ownWish?.secret !== undefined;
    const box = await Box.open({ mailServer, pbx, extension, hasAmi: hasAmi && !isRefused, tab: page });
    if (hasPage) await box.signIn();
    await use(box);
    if (info.status !== info.expectedStatus) keepLog(pbx, extension);
    box.close();
  },
  openBox: async ({ bench, sharedPbx, browser }, use, info) => {
    const opened: (() => Promise<void>)[] = [];
    await use(async ({ hasPage }) => {
      const tab = await browser.newPage({ baseURL: bench.withAmi });
      const box = await Box.open({ ...bench, pbx: sharedPbx, extension: takeSeat(bench, 'ample'), hasAmi: true, tab });
      if (hasPage) await box.signIn();
      opened.push(async () => {
        box.close();
        await tab.close();
      });
      return box;
    });
    if (info.status !== info.expectedStatus) keepLog(sharedPbx, 'many');
    for (const close of opened) await close();
  },
});

type Play = (box: Box) => Promise<void>;

/**
 * What callers, the owner's phone and the owner's page do with a fresh mailbox: played once where the portal is
 * connected to Asterisk's manager interface, and once where it is not.
 */
export function scenario(title: string, play: Play, kind: Kind = 'ample'): void {
  for (const [how, hasAmi] of Object.entries(AMI)) {
    test.describe(how, () => {
      test.use({ hasAmi, kind, expectedFailures: REFUSALS });
      test(title, ({ box }) => play(box));
    });
  }
}

/** What is about the manager interface, or has nothing to do with it: played once, with it. */
export function scenarioWithAmi(title: string, play: Play): void {
  test.describe('with AMI', () => {
    test.use({ expectedFailures: [GONE] });
    test(title, ({ box }) => play(box));
  });
}

/** Played on an Asterisk, a mail server and a portal of its own. */
export function scenarioApart(title: string, ownWish: OwnWish, play: (box: Box, own: Own) => Promise<void>): void {
  test.describe('apart', () => {
    test.use({ ownWish, expectedFailures: ABSENCES });
    test(title, ({ box, own }) => {
      if (!own) throw new Error('Nothing was started');
      return play(box, own);
    });
  });
}

/** What takes long, and wants mailboxes as it goes. */
export function longRun(title: string, minutes: number, play: (openBox: OpenBox, bench: Bench) => Promise<void>): void {
  test(title, async ({ openBox, bench }) => {
    test.setTimeout(minutes * 60_000);
    await play(openBox, bench);
  });
}

/** What happens where the portal has no part in it: it shows that the bench sees what it must. */
export function withoutPortal(title: string, play: Play): void {
  test.describe('without the portal', () => {
    test.use({ hasAmi: false, hasPage: false });
    test(title, ({ box }) => play(box));
  });
}

function keepLog(pbx: Pbx, whose: string): void {
  mkdirSync(LOGS, { recursive: true });
  writeFileSync(join(LOGS, `asterisk-${whose}.log`), pbx.log());
}
