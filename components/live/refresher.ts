import type { Query, QueryClient } from '@tanstack/react-query';
import { summaryKey } from '#components/mailbox/use-mailbox.ts';
import type { Narrowing } from '#components/messages/search.ts';
import { CHANGES } from '#components/messages/use-change.ts';
import { messagesKey } from '#components/messages/use-messages.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';

/** How long what we did ourselves may take to come back as a hint. */
const ECHO_MS = 2000;

/** Fetches what hints are about: one fetch at a time, and one more for all hints that came meanwhile. */
export class Refresher {
  #client: QueryClient;
  #mailbox: string | undefined;
  #onFetched: (since: number) => void;
  #hints = new Set<FolderSlug | null>();
  #isRunning = false;
  #changedAt = Number.NEGATIVE_INFINITY;

  /** @param onFetched called after each fetch with the time of its start: all hints of it came before */
  constructor(client: QueryClient, mailbox: string | undefined, onFetched: (since: number) => void) {
    this.#client = client;
    this.#onFetched = onFetched;
    this.#mailbox = mailbox;
  }

  /** Watches for the page's own changes; gives back how to stop. */
  watchChanges(): () => void {
    return this.#client.getMutationCache().subscribe(({ type, mutation }) => {
      if (type === 'updated' && mutation.options.mutationKey === CHANGES) this.#changedAt = Date.now();
    });
  }

  /** Something in this folder changed, or in any; gives back when that has been fetched. */
  async hint(folder: FolderSlug | null): Promise<void> {
    this.#hints.add(folder);
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#hints.size > 0) {
      const lists = this.#hints.has(null)
        ? [messagesKey(this.#mailbox)]
        : [...this.#hints].flatMap((slug) => (slug ? [messagesKey(this.#mailbox, slug)] : []));
      this.#hints.clear();
      const since = Date.now();
      await this.#fetch(lists);
      this.#onFetched(since);
    }
    this.#isRunning = false;
  }

  /** After a time without hints; what was asked for before may never be answered. */
  async catchUp(): Promise<void> {
    await this.#client.cancelQueries({ queryKey: summaryKey(this.#mailbox) });
    await this.#client.cancelQueries({ queryKey: messagesKey(this.#mailbox) });
    await this.hint(null);
  }

  async #fetch(lists: (readonly unknown[])[]): Promise<void> {
    const client = this.#client;
    // A first load that is under way cannot be started anew, and may have been answered before the hint.
    const isFirst = ({ state }: Query) => state.data === undefined && state.fetchStatus === 'fetching';
    const firstLoads = lists.flatMap((queryKey) => client.getQueryCache().findAll({ queryKey, predicate: isFirst }));
    // While a change is under way it shows more than the server knows; when it ends, it fetches what is stale.
    const refetchType = client.isMutating({ mutationKey: CHANGES }) > 0 ? 'none' : 'active';
    const isDue = (query: Query) => !this.#keepsRows(query);
    await Promise.all([
      client.invalidateQueries({ queryKey: summaryKey(this.#mailbox), refetchType }),
      ...lists.map((queryKey) => client.invalidateQueries({ queryKey, refetchType, predicate: isDue })),
      ...lists.map((queryKey) => client.invalidateQueries({ queryKey: ['hits', ...queryKey] })),
    ]);
    if (firstLoads.some((query) => isDue(query))) {
      await Promise.all(lists.map((queryKey) => client.invalidateQueries({ queryKey, predicate: isDue })));
    }
  }

  /** A message that was just heard here must not leave the filter "New" under the hand because of its own echo. */
  #keepsRows({ queryKey }: Query): boolean {
    const narrowing = queryKey[3] as Narrowing | undefined;
    return narrowing?.status !== undefined && Date.now() - this.#changedAt < ECHO_MS;
  }
}
