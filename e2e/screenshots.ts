import { type Browser, chromium } from '@playwright/test';
import { build } from '#test/build.ts';
import { ada } from '#test/cast/ada.ts';
import type { Member } from '#test/cast/member.ts';
import { grace } from '#test/cast/others.ts';
import { contextsFor } from '#test/conf-text.ts';
import { fillFolder } from '#test/maildir.ts';
import { LAUNCH } from './chromium.ts';
import { expect, Portal, signIn } from './portal.ts';
import { openSite, type Site, type SiteOptions } from './site.ts';

// Takes the pictures of docs/screenshots anew: npx tsx e2e/screenshots.ts, and the names of scenes for some of them

const FOLDER = 'docs/screenshots';
const TAKEN_AT = new Date('2026-11-22T15:10:00Z');
const ADA = withoutChinese(ada(TAKEN_AT));
const GRACE = grace(TAKEN_AT);
const NEWCOMER: Member = { name: '1004', password: 'new', about: 'nothing yet', owners: [], folders: {} };

/** Whose greetings the mail server keeps; people sign in by password. */
const SITE: SiteOptions = {
  conf: {
    contexts: contextsFor([ADA, GRACE, NEWCOMER]),
    general: 'imapgreetings=yes\ngreetingsfolder=Greetings\nformat=wav49\nmaxgreet=60\n',
    master: null,
  },
  settings: { SIGN_IN: 'password' },
};

const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1280, height: 800 },
};
type Size = keyof typeof SIZES;

interface Scene {
  name: string;
  /** Whose mailbox it is; nobody's before signing in. */
  member?: Member;
  /** Every size unless told. */
  sizes?: Size[];
  /** Brings the page to where the picture is taken. */
  play: (portal: Portal, site: Site) => Promise<unknown>;
}

const SCENES: Scene[] = [
  { name: 'sign-in', play: ({ page }) => page.goto('/sign-in') },
  { name: 'inbox', member: ADA, play: listen },
  {
    name: 'message',
    member: ADA,
    sizes: ['phone'],
    async play(portal) {
      await listen(portal);
      await portal.page.getByRole('button', { name: 'Open the player' }).click();
    },
  },
  {
    name: 'folders',
    member: ADA,
    sizes: ['phone'],
    async play(portal) {
      await portal.goTo('/inbox');
      await portal.page.getByRole('button', { name: 'Folders' }).click();
    },
  },
  {
    name: 'greetings',
    member: ADA,
    async play(portal) {
      await portal.goTo('/greetings');
      const unavailable = portal.page.getByRole('region', { name: 'Unavailable' });
      await expect(unavailable.getByRole('button', { name: 'Play' })).toBeEnabled();
    },
  },
  { name: 'empty', member: NEWCOMER, play: (portal) => portal.goTo('/inbox') },
  { name: 'full', member: GRACE, play: (portal) => portal.goTo('/inbox') },
  { name: 'down', member: ADA, play: failToLoad },
];

/** Few machines have the letters, and a picture has those of the machine that took it. */
function withoutChinese(member: Member): Member {
  const inbox = member.folders.INBOX?.filter(({ raw }) => !raw.includes('+861055501234')) ?? [];
  return { ...member, folders: { ...member.folders, INBOX: inbox } };
}

/** A message that stands still at 0:48 while it plays. */
async function listen(portal: Portal): Promise<void> {
  const { page } = portal;
  await portal.goTo('/inbox');
  await page.getByRole('button', { name: /^Play: Marguerite/ }).click();
  await portal.playsPast(0);
  await page.locator('audio').evaluate((audio: HTMLAudioElement) => {
    audio.playbackRate = 0;
    audio.currentTime = 48;
  });
  await expect(page.getByText('0:48').filter({ visible: true })).toBeVisible();
  await page.mouse.move(0, 0);
}

async function failToLoad(portal: Portal, site: Site): Promise<void> {
  await site.door.stop();
  await portal.goTo('/inbox');
  const fine = portal.list.getByText('For your administrator');
  await expect(fine).toBeVisible();
  // Another one each time: the picture would never be the same.
  await fine.evaluate(({ lastChild }) => {
    if (lastChild) lastChild.textContent = ', request 3b6dc788d6a1';
  });
  await site.door.start();
}

async function take(browser: Browser, site: Site, scene: Scene): Promise<void> {
  const { name, member, sizes = ['phone', 'tablet', 'desktop'], play } = scene;
  const [first = 'phone'] = sizes;
  const context = await browser.newContext({
    baseURL: site.url,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    viewport: SIZES[first],
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(TAKEN_AT);
  if (member) await signIn(page.request, member);
  await play(new Portal(page), site);
  for (const size of sizes) {
    await page.setViewportSize(SIZES[size]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${FOLDER}/${name}-${size}-${colorScheme}.png`, animations: 'disabled' });
    }
  }
  await context.close();
}

await build();
const site = await openSite('screenshots', SITE);
const browser = await chromium.launch(LAUNCH);
try {
  for (const member of [ADA, GRACE, NEWCOMER]) {
    site.mailServer.addUser(member);
    for (const [folder, mails] of Object.entries(member.folders)) {
      await fillFolder(site.mailServer, member, folder, mails);
    }
  }
  const wanted = process.argv.slice(2);
  const scenes = SCENES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const scene of scenes) await take(browser, site, scene);
} finally {
  await browser.close();
  await site.stop();
}
