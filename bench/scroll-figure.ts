import { type Browser, chromium, type Page } from '@playwright/test';
import { LAUNCH } from '#e2e/chromium.ts';
import { signIn } from '#e2e/portal.ts';
import type { MailUser } from '#test/mail-server.ts';
import type { Figure, Race } from './figure.ts';
import { anAccount, TEN_THOUSAND } from './mailboxes.ts';
import type { Contender } from './measure.ts';

const FRAMES = 120;
const VIEWPORT = { width: 1440, height: 900 };

/** A hundred rows a second, as of a wheel that is turned hard. */
export const scroll = scrollFigure('scroll', 100);

/** More than four hundred rows a second, as of a thumb that is dragged along the bar. */
export const scrollFast = scrollFigure('scroll-fast', 400);

/** All rows are loaded beforehand; each round starts elsewhere. Only a browser that drops frames takes longer than the floor. */
function scrollFigure(name: string, pixelsAFrame: number): Figure {
  return {
    name,
    title: `${FRAMES} frames of ${pixelsAFrame} px, 10,000 rows`,
    async prepare({ server, url }) {
      const user = await anAccount(server, TEN_THOUSAND);
      const browser = await chromium.launch(LAUNCH);
      try {
        return await openLists(browser, url, { user, pixelsAFrame });
      } catch (error) {
        await browser.close();
        throw error;
      }
    },
  };
}

interface Wish {
  user: MailUser;
  pixelsAFrame: number;
}

async function openLists(browser: Browser, url: string, { user, pixelsAFrame }: Wish): Promise<Race> {
  const list = await browser.newPage({ viewport: VIEWPORT, baseURL: url });
  await signIn(list.request, user);
  await list.goto('/inbox');
  const heightPixels = await loadAll(list);
  const empty = await emptyPage(browser, heightPixels);
  return {
    portal: scrolling(list, '[data-list]', pixelsAFrame),
    floors: { 'an empty page of that height': scrolling(empty, '#empty', pixelsAFrame) },
    close: () => browser.close(),
  };
}

async function emptyPage(browser: Browser, heightPixels: number): Promise<Page> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.setContent(
    `<div id="empty" style="height: 800px; overflow: auto"><div style="height: ${heightPixels}px"></div></div>`,
  );
  return page;
}

/** Scrolls to the end until no page is below it. @returns the height of the list in pixels */
async function loadAll(page: Page): Promise<number> {
  await page.locator('[data-list] [data-key]').first().waitFor();
  return page.evaluate(async () => {
    const list = document.querySelector('[data-list]');
    let patience = 0;
    for (let height = 0; list && patience < 120; await new Promise((done) => requestAnimationFrame(done))) {
      patience = list.scrollHeight > height ? 0 : patience + 1;
      height = list.scrollHeight;
      list.scrollTop = height;
    }
    return list?.scrollHeight ?? 0;
  });
}

function scrolling(page: Page, selector: string, pixels: number): Contender {
  return async (round) => {
    // A page in the background draws no frames.
    await page.bringToFront();
    return page.evaluate(scrollFrames, { selector, round, frames: FRAMES, pixels });
  };
}

interface Scrolling {
  selector: string;
  round: number;
  frames: number;
  pixels: number;
}

/** Runs in the browser, which has nothing of what names functions here. @returns milliseconds from the first of the frames to the last */
async function scrollFrames({ selector, round, frames, pixels }: Scrolling): Promise<number> {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`Not on the page: ${selector}`);
  element.scrollTop = (round * 61_000) % (element.scrollHeight - frames * pixels);
  let [startedAt, now] = [0, 0];
  for (let i = -10; i < frames; i += 1) {
    now = await new Promise<number>((done) => requestAnimationFrame(done));
    if (i < 0) startedAt = now;
    else element.scrollTop += pixels;
  }
  return (await new Promise<number>((done) => requestAnimationFrame(done))) - startedAt;
}
