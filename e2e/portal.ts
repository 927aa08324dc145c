import { type APIRequestContext, test as base, expect, type Locator, type Page } from '@playwright/test';
import type { MailUser } from '#test/mail-server.ts';
import { type Account, openAccount, openSite, type Site, type SiteOptions } from './site.ts';

export { expect };

/** What the `<audio>` element is doing. */
interface Sound {
  currentTime: number;
  duration: number;
  isPaused: boolean;
}

/** The portal as a person sees it. */
export class Portal {
  readonly page: Page;
  readonly list: Locator;
  readonly player: Locator;
  readonly folders: Locator;
  readonly position: Locator;
  /** Opens what holds the mailboxes and Sign out. */
  readonly menu: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('main');
    this.player = page.getByRole('region', { name: 'Player' });
    this.folders = page.getByRole('navigation', { name: 'Folders' });
    this.position = page.getByRole('slider', { name: 'Position' });
    this.menu = page.getByRole('complementary', { name: 'Mailbox' }).getByRole('button', { name: /^Mailbox/ });
  }

  /** Signs in beside the page, which then opens where it is told. */
  async open(account: Pick<Account, 'name' | 'password'>, path = '/inbox'): Promise<void> {
    await signIn(this.page.request, account);
    await this.goTo(path);
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(path);
    // As long as a mail server that hangs may take to be given up.
    await expect(this.list.getByText('Loading messages')).toBeHidden({ timeout: 30_000 });
  }

  /** The same, and waits until what happens elsewhere is heard of at once. */
  async openLive(account: Account, path?: string): Promise<void> {
    await this.open(account, path);
    await this.isLive();
  }

  async isLive(): Promise<void> {
    await expect(this.page.locator('[data-live=true]')).toBeAttached();
  }

  /** From the next page on nothing is heard of what happens elsewhere, as in the moment before a hint comes. */
  async goDeaf(): Promise<void> {
    await this.page.route('**/api/events*', () => {});
  }

  row(caller: string): Locator {
    return this.list.getByRole('listitem').filter({ has: this.page.getByText(caller, { exact: true }) });
  }

  /** The play button of a row, whatever it says of its state. */
  lamp(caller: string): Locator {
    return this.row(caller).getByRole('button', { name: /^(Play|Pause|No sound): / });
  }

  folder(name: string): Locator {
    return this.folders.getByRole('link', { name });
  }

  filter(name: 'All' | 'New' | 'Urgent'): Locator {
    return this.page.getByRole('toolbar', { name: 'Filter' }).getByRole('button', { name, exact: true });
  }

  sound(): Promise<Sound> {
    return this.page.locator('audio').evaluate((audio: HTMLAudioElement) => ({
      currentTime: audio.currentTime,
      duration: audio.duration,
      isPaused: audio.paused,
    }));
  }

  /** Waits until the sound goes on from there, and is still playing. */
  async playsPast(seconds: number): Promise<void> {
    await expect.poll(async () => (await this.sound()).currentTime).toBeGreaterThan(seconds);
  }

  /** Presses the position slider; 0 is the start of the message, 1 its end. */
  async seekTo(share: number): Promise<void> {
    const { width, height } = await this.placeOf(this.position);
    await this.position.click({ position: { x: width * share, y: height / 2 } });
  }

  async placeOf(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
    const place = await element.boundingBox();
    if (!place) throw new Error(`Not on the page: ${element}`);
    return place;
  }

  /** As when the window comes to the front again: the page looks at the mailbox. */
  async comeToFront(): Promise<void> {
    await this.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  }
}

/** Waits until the page's script has taken an element over: before that, pressing it does what it would without script. */
export async function isAlive(element: Locator): Promise<void> {
  const isTakenOver = (node: Element) => Object.keys(node).some((key) => key.startsWith('__reactProps'));
  await expect.poll(() => element.evaluate(isTakenOver)).toBe(true);
}

/** Signs in as the form does, for tests that are about something else. */
export async function signIn(
  request: APIRequestContext,
  { name, password }: Pick<Account, 'name' | 'password'>,
  status = 200,
): Promise<void> {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
  const form = { username: name, password, csrfToken, json: 'true' };
  const answer = await request.post('/api/auth/callback/credentials', { form });
  expect(answer.status(), 'sign-in').toBe(status);
}

interface ForEachTest {
  /** Statuses and network errors that the page is to get in this test: what the browser says of them is no complaint. */
  expectedFailures: (number | string | RegExp)[];
  complaints: string[];
  /** Someone new on the site of the test, or on another one. */
  openAccount: (wish?: Partial<MailUser>, site?: Site) => Promise<Account>;
  account: Account;
  /** A site for one test alone. */
  openSite: (options: SiteOptions) => Promise<Site>;
  portal: Portal;
}

interface ForEachWorker {
  siteOptions: SiteOptions;
  site: Site;
}

export const test = base.extend<ForEachTest, ForEachWorker>({
  siteOptions: [{}, { option: true, scope: 'worker' }],
  site: [
    async ({ siteOptions }, use, { workerIndex }) => {
      const site = await openSite(`e2e-${workerIndex}`, siteOptions);
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ site }, use) => use(site.url),
  expectedFailures: [[], { option: true }],
  complaints: [
    async ({ context, expectedFailures }, use) => {
      const complaints: string[] = [];
      const words = expectedFailures.map((what) => (typeof what === 'number' ? `a status of ${what} ` : what));
      const isExpected = (text: string) =>
        words.some((word) => (typeof word === 'string' ? text.includes(word) : word.test(text)));
      context.on('console', (said) => {
        const text = `${said.text()} ${said.location().url}`;
        if (said.type() === 'error' && !isExpected(text)) complaints.push(text);
      });
      context.on('weberror', (problem) => complaints.push(String(problem.error().stack)));
      await use(complaints);
      expect(complaints, 'what the browser complains of').toEqual([]);
    },
    { auto: true },
  ],
  openAccount: async ({ site }, use) => {
    const accounts: Account[] = [];
    await use(async (wish, place = site) => {
      const account = await openAccount(place, wish);
      accounts.push(account);
      return account;
    });
    site.door.behave();
    for (const { imap } of accounts) imap.close();
  },
  account: async ({ openAccount: open }, use) => use(await open()),
  openSite: async ({ page: _ }, use, { testId }) => {
    const sites: Site[] = [];
    await use(async (options) => {
      const site = await openSite(`e2e-${testId}`, options);
      sites.push(site);
      return site;
    });
    for (const site of sites) await site.stop();
  },
  portal: ({ page }, use) => use(new Portal(page)),
});
