import 'server-only';
import type { ImapFlow } from 'imapflow';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { refused } from './errors.ts';
import { type FolderPlace, listFolders, openFolder } from './folder.ts';

/** Of each folder a text that differs when the folder does. */
export type Prints = Map<FolderSlug, string>;

/** Of every folder but the selected one, of which the server tells by itself. */
export async function printsOfOthers(client: ImapFlow): Promise<Prints> {
  const prints: Prints = new Map();
  const selected = client.mailbox ? client.mailbox.path : null;
  for (const { state, ...place } of await listFolders(client)) {
    if (state) prints.set(place.slug, Object.values(state).join(' '));
    else if (place.path !== selected) prints.set(place.slug, await statusOf(client, place));
  }
  return prints;
}

/** Of every folder, on a connection that others use, too. */
export async function printsOfAll(client: ImapFlow): Promise<Prints> {
  const inbox = (await listFolders(client)).find(({ slug }) => slug === 'inbox');
  if (!inbox) return printsOfOthers(client);
  const state = await openFolder(client, inbox.path);
  const unseen = state.modseq === null ? await client.search({ seen: false }, { uid: true }) : [];
  return (await printsOfOthers(client)).set('inbox', [...Object.values(state), unseen].join(' '));
}

/** Where there is no LIST-STATUS there is no CONDSTORE either: what was heard shows in the number of the unheard. */
async function statusOf(client: ImapFlow, { slug, path }: FolderPlace): Promise<string> {
  const status = await client.status(path, { messages: true, uidNext: true, uidValidity: true, unseen: true });
  if (!status) {
    if (!client.usable) throw refused(client, `Cannot watch ${slug}`);
    return 'refused';
  }
  return [status.uidValidity, status.uidNext, status.messages, status.unseen].join(' ');
}

/** The folders that changed, came or went. */
export function changedIn(before: Prints, now: Prints): FolderSlug[] {
  return [...new Set([...before.keys(), ...now.keys()])].filter((slug) => before.get(slug) !== now.get(slug));
}
