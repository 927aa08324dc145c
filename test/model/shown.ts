import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { FolderSummary, MailboxSummary } from '#lib/voicemail/summary.ts';
import { CRITERIA, type PhoneUser, search } from './asterisk.ts';
import type { Copy } from './look.ts';
import { isMarked, visible } from './naive.ts';
import type { Folder } from './portal.ts';
import { pathOf, type Row, type Shown, type World } from './world.ts';

const EVERYTHING = 200;

/** What the portal shows of a mailbox, read folder by folder as a page would. */
export async function showMailbox(
  world: World,
  mailbox: string,
  folders: readonly Folder[],
): Promise<{ shown: Shown; complaints: string[] }> {
  const shown = new Map<string, Row[]>();
  const complaints: string[] = [];
  for (const { slug, path } of folders) {
    const listed = await world.portal.list(mailbox, { folder: slug });
    world.pages.set(`${mailbox} ${slug}`, listed);
    const rows = listed.messages.map(({ id, status, urgent, from }) => {
      const copy = copyOf(world, id);
      if (!copy) complaints.push(`${id} is listed and not there`);
      else if (isSaidWrong(copy, { status, urgent }))
        complaints.push(
          `${id} is shown as ${status}, urgent ${urgent}: ${path} ${copy.uid} ${copy.name} has ${[...copy.flags]}`,
        );
      return { id, name: copy?.name ?? id, status, urgent, from };
    });
    if (rows.length >= EVERYTHING) complaints.push(`${slug} has more than a page`);
    shown.set(slug, rows);
  }
  return { shown, complaints };
}

/** The copy that an id of the portal means. */
export function copyOf(world: Pick<World, 'folders' | 'sight'>, id: string): Copy | undefined {
  const [slug = '', uidValidity, uid] = id.split('.');
  return world.sight.get(`${pathOf(world, slug)} ${uidValidity} ${uid}`);
}

const isSaidWrong = ({ flags }: Copy, { status, urgent }: { status: string; urgent: boolean }) =>
  (status === 'old') !== flags.has('\\seen') || urgent !== flags.has('\\flagged');

/** Each message once in each folder where it is, and every live message somewhere. */
export function checkShown({ sight, folders, purged }: World, mailbox: string, shown: Shown): string[] {
  const expected = visible(sight, folders, mailbox);
  const byFolder = folders.flatMap(({ slug, path }) => {
    const names = shown.get(slug)?.map(({ name }) => name);
    if (!names) return [];
    const due = new Set(expected.filter((copy) => copy.path === path).map(({ name }) => name));
    return [
      ...[...due].filter((name) => !names.includes(name)).map((name) => `${name} is not shown in ${slug}`),
      ...names.filter((name) => !due.has(name)).map((name) => `${name} is shown in ${slug} and should not be`),
      ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${name} is shown twice in ${slug}`),
    ];
  });
  const seen = new Set(expected.map(({ name }) => name));
  const unseen = [...sight.values()].filter(
    (copy) => copy.isVoicemail && copy.mailbox === mailbox && !copy.flags.has('\\deleted') && !seen.has(copy.name),
  );
  const isDue = (copy: Copy) => !(purged.has(copy.name) && isMarked(copy, folders));
  return [...byFolder, ...unseen.filter(isDue).map(({ name, path }) => `${name} in ${path} is shown nowhere`)];
}

/** The folders' counts to the letter: against the rows where they were read, else how many there should be. */
export function checkCounts(
  { folders, sight }: World,
  mailbox: string,
  summary: MailboxSummary,
  shown: Shown,
): string[] {
  const expected = visible(sight, folders, mailbox);
  return folders.flatMap(({ slug, path }) => {
    const said = summary.folders.find((folder) => folder.slug === slug);
    const rows = shown.get(slug);
    if (rows) return countsAgree(slug, said, rows);
    const total = new Set(expected.filter((copy) => copy.path === path).map(({ name }) => name)).size;
    return said?.total === total ? [] : [`${slug} counts ${said?.total}, and has ${total}`];
  });
}

function countsAgree(slug: FolderSlug, said: Counts | undefined, rows: Row[]): string[] {
  const fresh = rows.filter(({ status }) => status === 'new');
  const due = {
    new: fresh.length,
    old: rows.length - fresh.length,
    urgent: fresh.filter(({ urgent }) => urgent).length,
  };
  return textOf(said) === textOf({ ...due, total: rows.length })
    ? []
    : [`${slug} counts ${textOf(said)}, lists ${textOf({ ...due, total: rows.length })}`];
}

type Counts = Pick<FolderSummary, 'new' | 'old' | 'urgent' | 'total'>;

const textOf = (counts: Counts | undefined): string =>
  counts ? `new ${counts.new} old ${counts.old} urgent ${counts.urgent} total ${counts.total}` : 'nothing';

/** The lamp against Asterisk's own searches, sent by somebody else at this moment. */
export async function checkLamp({ onlooker }: World, user: PhoneUser, { lamp }: MailboxSummary): Promise<string[]> {
  const criteria = [CRITERIA.new, CRITERIA.urgent, CRITERIA.old].map((each) => search(each, user));
  const [fresh = 0, urgent = 0, old = 0] = await onlooker.count(...criteria);
  const [said, due] = [[lamp.new, lamp.urgent, lamp.old].join(), [fresh + urgent, urgent, old].join()];
  return said === due ? [] : [`the lamp says new, urgent, old ${said}, Asterisk finds ${due}`];
}
