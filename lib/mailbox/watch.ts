import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { onAnnounced } from '#lib/imap/hint.ts';
import { isSignedOut } from '#lib/imap/pool.ts';
import { type WatchPace, watchFolders } from '#lib/imap/watch-folders.ts';
import { onPhoneHint } from '#lib/phone/hint.ts';
import { onPhoneChange } from '#lib/phone/phone.ts';
import { once } from '#lib/platform/once.ts';
import { addressText } from '#lib/voicemail/address.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { onLampSettled } from './doubt.ts';
import { lampsFollow } from './lamp.ts';
import { phoneMailboxes } from './proven.ts';
import { hastenTidy } from './tidy-timer.ts';
import { isUnsaid, mayBeUnsaid } from './unsaid.ts';

/** One tab. */
export interface Listener {
  /** A hint that something in this folder changed; `null` is any of them. */
  changed(folder: FolderSlug | null): void;
  /** Whether changes are seen as they happen: said soon, and when it changes. */
  live(isLive: boolean): void;
  /** The mail server takes the password no more: nothing follows. */
  refused(): void;
}

interface Settings extends Partial<WatchPace> {
  gatherMs?: number;
  /** How long a tab may be away, as when it is loaded anew. */
  graceMs?: number;
}

/** How long a new tab waits for the mail server before it is told that it is not live. */
const PATIENCE_MS = 2000;

const watchers = () => once('watchers', () => new Map<string, Watcher>());

/**
 * Tells a tab of changes in the account, whoever made them. All tabs of an account share one watcher.
 * @returns what ends it
 */
export function watch(account: Account, listener: Listener, settings: Settings = {}): () => void {
  const watcher = watchers().get(account.key) ?? new Watcher(account, settings);
  watchers().set(account.key, watcher);
  return watcher.join(listener);
}

/** Watches one account for all its tabs, and a little longer. */
class Watcher {
  readonly #account: Account;
  readonly #gatherMs: number;
  readonly #graceMs: number;
  readonly #listeners = new Set<Listener>();
  readonly #gathered = new Set<FolderSlug | null>();
  readonly #ends: (() => void)[];
  /** `null` before the mail server has answered. */
  #isLive: boolean | null = null;
  #hasEnded = false;
  #gathering: NodeJS.Timeout | undefined;
  #closing: NodeJS.Timeout | undefined;
  readonly #patience = setTimeout(() => this.#isLive ?? this.#setLive(false), PATIENCE_MS);

  constructor(account: Account, { gatherMs = 100, graceMs = 30_000, ...pace }: Settings) {
    this.#account = account;
    this.#gatherMs = gatherMs;
    this.#graceMs = graceMs;
    const changed = (folder: FolderSlug | null) => this.#gather(folder);
    const live = (isLive: boolean) => this.#setLive(isLive);
    const refused = () => this.#refuse();
    const onPhone = (mailbox: string) => {
      if (!phoneMailboxes(account).some((address) => addressText(address) === mailbox)) return;
      hastenTidy(account);
      this.#gather(null);
    };
    const watching = watchFolders(account, { changed, live, refused }, pace);
    // An Asterisk that was away has published what it liked.
    const phones = [onPhoneHint(onPhone), onPhoneChange(() => changed(null))];
    // Nothing changed in the mailbox: no lamp has to follow.
    const settled = onLampSettled(account, () => this.#hint('inbox'));
    this.#ends = [watching, onAnnounced(account, changed), ...phones, settled];
  }

  join(listener: Listener): () => void {
    clearTimeout(this.#closing);
    this.#listeners.add(listener);
    if (this.#isLive !== null) listener.live(this.#isLive);
    return () => this.#leave(listener);
  }

  #leave(listener: Listener): void {
    if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
    clearTimeout(this.#closing);
    if (isSignedOut(this.#account)) this.#end();
    else this.#closing = setTimeout(() => this.#end(), this.#graceMs).unref();
  }

  /** What nobody needs to hear of is a change to the mail server all the same. */
  #gather(folder: FolderSlug | null): void {
    if (folder === null || !mayBeUnsaid(this.#account, folder)) this.#gatherNow(folder);
    else void isUnsaid(this.#account, folder).then((isNothing) => isNothing || this.#gatherNow(folder));
  }

  #gatherNow(folder: FolderSlug | null): void {
    if (this.#hasEnded) return;
    this.#gathered.add(folder);
    this.#gathering ??= setTimeout(() => this.#tell(), this.#gatherMs);
  }

  #tell(): void {
    this.#gathering = undefined;
    const folders = this.#gathered.has(null) ? [null] : [...this.#gathered];
    this.#gathered.clear();
    // A mail client's change, of which Asterisk hears nothing.
    if (folders.includes(null) || folders.includes('inbox')) lampsFollow(this.#account);
    for (const folder of folders) this.#hint(folder);
  }

  #hint(folder: FolderSlug | null): void {
    for (const listener of this.#listeners) listener.changed(folder);
  }

  #setLive(isLive: boolean): void {
    if (isLive === this.#isLive) return;
    this.#isLive = isLive;
    for (const listener of this.#listeners) listener.live(isLive);
  }

  #refuse(): void {
    this.#end();
    for (const listener of this.#listeners) listener.refused();
  }

  #end(): void {
    this.#hasEnded = true;
    for (const end of this.#ends) end();
    for (const timer of [this.#patience, this.#gathering, this.#closing]) clearTimeout(timer);
    if (watchers().get(this.#account.key) === this) watchers().delete(this.#account.key);
  }
}
