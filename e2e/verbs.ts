import type { APIRequestContext, Locator, Page } from '@playwright/test';
import type { Message } from '#lib/voicemail/message.ts';
import { aMessage, NOW } from '#test/builders.ts';
import type { Portal } from './portal.ts';
import type { Account } from './site.ts';

// What the tests of the verbs share: a few messages, and what one looks at.

export const NAMES = ['Dr Patel', 'Grace Hopper', 'Linus Berg', 'Ana García'];
const MINUTE_MS = 60_000;
export const from = (name: string) => ({ name, number: '+12025550143' });
export const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE_MS);

/** One message of each, the first of them on top, eleven seconds long. */
export async function receiveAll(
  account: Account,
  names = NAMES,
  wish: Parameters<typeof aMessage>[0] = {},
): Promise<void> {
  for (const [index, name] of names.entries()) {
    await account.receive(
      aMessage({ caller: from(name), durationSeconds: 11, storedAt: minutesAgo(index + 1), ...wish }),
    );
  }
}

/** A connection that was kept open may have been closed meanwhile. */
const AGAIN = { maxRetries: 2 };

/** Who is in a folder, as the server says to anyone who asks anew. */
export async function namesIn(request: APIRequestContext, folder: string): Promise<(string | null)[]> {
  const { messages }: { messages: Message[] } = await (
    await request.get(`/api/messages?folder=${folder}`, AGAIN)
  ).json();
  return messages.map(({ caller }) => caller.name);
}

export async function totalOf(request: APIRequestContext, folder: string): Promise<number> {
  return (await (await request.get(`/api/messages?folder=${folder}`, AGAIN)).json()).total;
}

export const toastOf = (page: Page) => page.getByRole('region', { name: /^Notifications/ }).getByRole('listitem');
export const undoOf = (page: Page) => toastOf(page).getByRole('button', { name: 'Undo' });
export const checkbox = (portal: Portal, name: string) =>
  portal.list.getByRole('checkbox', { name: `Select ${name}`, exact: true });
export const bar = (page: Page) => page.getByRole('toolbar', { name: 'Selected messages' }).filter({ visible: true });
export const refusal = (page: Page) => page.getByRole('alert').filter({ hasText: 'could not be', visible: true });

export async function deleteByPointer(portal: Portal, name: string): Promise<void> {
  await portal.row(name).hover();
  await portal
    .row(name)
    .getByRole('button', { name: `Delete: ${name}` })
    .click();
}

export const names = (portal: Portal) => namesOf(portal.list.getByRole('checkbox'));
export const chosen = (portal: Portal) => namesOf(portal.list.getByRole('checkbox', { checked: true }));

function namesOf(boxes: Locator): Promise<string[]> {
  return boxes.evaluateAll((all) => all.map((box) => box.getAttribute('aria-label')?.replace('Select ', '') ?? ''));
}
