import { expect, type Locator, type Page as Tab } from '@playwright/test';
import { Portal } from '#e2e/portal.ts';
import { bar, checkbox, names as namesOf, undoOf } from '#e2e/verbs.ts';
import { type FolderSlug, folderName } from '#lib/voicemail/folder.ts';

/** What the inbox counts, as the rail says it. */
export interface PageCounts {
  new: number;
  urgent: number;
  old: number;
}

/** The real page, in a browser: what the owner does on it, and what it shows without being asked to look again. */
export class Page {
  readonly portal: Portal;
  readonly tab: Tab;

  constructor(tab: Tab) {
    [this.tab, this.portal] = [tab, new Portal(tab)];
  }

  get rail(): Locator {
    return this.tab.getByRole('complementary', { name: 'Mailbox' });
  }

  /** Goes to a folder, as a click does. */
  async open(folder: FolderSlug): Promise<void> {
    const link = this.portal.folder(folderName(folder));
    if ((await link.getAttribute('aria-current')) !== 'page') await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await expect(this.portal.list.getByText('Loading messages')).toBeHidden();
  }

  /** Whose messages the folder shows, newest first. */
  async list(folder: FolderSlug): Promise<string[]> {
    await this.open(folder);
    await this.stepBack();
    return namesOf(this.portal);
  }

  /** Waits for a row that nobody asked for. */
  async shows(...names: string[]): Promise<void> {
    await this.stepBack();
    for (const name of names) await expect(this.portal.row(name)).toBeVisible();
  }

  /** Waits until a row says what became of its message. */
  async showsAs(status: 'Heard' | 'New' | 'Playing', ...names: string[]): Promise<void> {
    for (const name of names) await expect(this.portal.lamp(name)).toHaveAccessibleName(new RegExp(`, ${status}$`));
  }

  /** Plays a message until sound comes. */
  async play(name: string): Promise<void> {
    await this.open('inbox');
    await this.portal.lamp(name).click();
    await this.portal.playsPast(0);
    await this.stepBack();
  }

  /** Presses Keep as new while a message plays. */
  keepAsNew(): Promise<void> {
    return this.portal.player.getByRole('button', { name: 'Keep as new' }).click();
  }

  /** @returns the codes of what failed */
  remove(...names: string[]): Promise<string[]> {
    return this.#press('Delete', names, 'inbox');
  }

  move(names: string[], { from = 'inbox', to }: { from?: FolderSlug; to: FolderSlug }): Promise<string[]> {
    return this.#change(names, from, async () => {
      await bar(this.tab).getByRole('button', { name: 'Move to folder' }).click();
      await this.tab.getByRole('menuitem', { name: folderName(to), exact: true }).click();
    });
  }

  restore(...names: string[]): Promise<string[]> {
    return this.#press('Restore', names, 'deleted');
  }

  /** Presses Undo in the toast. */
  undo(): Promise<string[]> {
    return this.#change([], 'inbox', () => undoOf(this.tab).click());
  }

  mark(names: string[], status: 'old' | 'new'): Promise<string[]> {
    return this.#press(status === 'old' ? 'Mark as heard' : 'Mark as new', names, 'inbox');
  }

  /** Deletes for good from Deleted. */
  purge(...names: string[]): Promise<string[]> {
    return this.#change(names, 'deleted', async () => {
      await bar(this.tab).getByRole('button', { name: 'Delete for good' }).click();
      if (names.length > 1) await this.answer('Delete for good…');
      await this.answer('Delete for good');
    });
  }

  /** Deletes for good what Deleted had no room for: the answer to the question that `remove` ended with. */
  removeForGood(): Promise<string[]> {
    return this.#change([], 'inbox', async () => {
      await this.answer('Delete for good…');
      await this.answer('Delete for good');
    });
  }

  /** Presses a button of the question that the page asks. */
  answer(button: string): Promise<void> {
    return this.tab.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  }

  /** What the rail counts in the inbox; all of nothing while it does not know. */
  async counts(): Promise<PageCounts> {
    const text = (await this.portal.folder('Inbox').textContent()) ?? '';
    const number = (what: RegExp) => Number(what.exec(text)?.[1] ?? 0);
    const all = number(/(\d+) messages$/) || number(/of (\d+)$/);
    const [unheard, urgent] = [number(/(\d+) new of/), number(/(\d+) urgent/)];
    // To the page what is urgent is new, too.
    return { new: unheard - urgent, urgent, old: all - unheard };
  }

  /** What the page says of the lamp: `Lamp on: 2 new, 1 urgent`. */
  async lamp(): Promise<string> {
    return (
      (await this.rail
        .getByText(/^Lamp\s(on|off|should)/)
        .first()
        .textContent()) ?? ''
    ).replaceAll('\u00a0', ' ');
  }

  /** Neither the pointer nor the focus is in the list, where what arrives would wait behind a pill. */
  async stepBack(): Promise<void> {
    await this.tab.mouse.move(0, 0);
    await this.tab.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  }

  #press(button: string, names: string[], folder: FolderSlug): Promise<string[]> {
    return this.#change(names, folder, () => bar(this.tab).getByRole('button', { name: button, exact: true }).click());
  }

  /** Chooses messages, does something with them, and waits for what the portal answers. */
  async #change(names: string[], folder: FolderSlug, act: () => Promise<void>): Promise<string[]> {
    if (names.length > 0) await this.open(folder);
    await this.shows(...names);
    for (const name of names) {
      await this.portal.row(name).hover();
      await checkbox(this.portal, name).check();
    }
    const answer = this.tab.waitForResponse((response) => {
      const isOfMessages = new URL(response.url()).pathname === '/api/messages';
      return isOfMessages && response.request().method() !== 'GET';
    });
    await Promise.all([answer, act()]);
    await this.stepBack();
    const { failed = [] }: { failed?: { code: string }[] } = await (await answer).json();
    return failed.map(({ code }) => code);
  }
}
