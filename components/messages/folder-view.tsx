'use client';

import { use, useCallback, useMemo, useState } from 'react';
import { LampStrip } from '#components/mailbox/lamp-state.tsx';
import { TabTitle } from '#components/mailbox/tab-title.tsx';
import { useMailbox } from '#components/mailbox/use-mailbox.ts';
import { Button } from '#components/ui/button.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { ServersClockContext } from '#components/ui/use-clock.ts';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { ApiError } from '#lib/api/client.ts';
import { type FolderSlug, folderName } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { Arrivals } from './arrivals-pill.tsx';
import { BulkBar, BulkHead } from './bulk-bar.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FolderHead } from './folder-head.tsx';
import { Indexing } from './indexing.tsx';
import { ListProblem } from './list-problem.tsx';
import { ListSkeleton, SkeletonRow } from './list-skeleton.tsx';
import { MessageList } from './message-list.tsx';
import { everythingOf, useMessages } from './use-messages.ts';
import { useNextPage } from './use-next-page.ts';
import { useSearch } from './use-search.ts';
import { ListSelection, SelectionContext } from './use-selection.ts';

// Few lists need them. The server draws them at once.
const DeletedHead = onDemand(
  () => import('./deleted-head.tsx').then((module) => module.DeletedHead),
  <div className="h-14 border-b border-line" />,
);

const EmptyFolder = onDemand(() => import('./empty-folder.tsx').then((module) => module.EmptyFolder));

/** One folder: its title, its filter, its messages. */
export function FolderView({ folder }: { folder: FolderSlug }) {
  const { data } = useMailbox();
  const [selection] = useState(() => new ListSelection());
  const summary = data?.folders.find(({ slug }) => slug === folder);
  const inbox = data?.folders.find(({ slug }) => slug === 'inbox');
  const name = summary?.name ?? folderName(folder);
  return (
    <SelectionContext value={selection}>
      <main className="grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)]">
        <TabTitle name={name} newMessages={inbox?.new ?? 0} />
        <div>
          <BulkHead>
            <FolderHead folder={folder} name={name} />
          </BulkHead>
        </div>
        <div>
          <LampStrip />
          <BulkBar>
            <FilterBar folder={folder} />
          </BulkBar>
          {folder === 'deleted' && <DeletedHead />}
          <Indexing folder={folder} />
        </div>
        <Messages folder={folder} />
      </main>
    </SelectionContext>
  );
}

function Messages({ folder }: { folder: FolderSlug }) {
  const search = useSearch();
  const { data: summary, refetch: refetchSummary } = useMailbox();
  const { data, error, errorUpdateCount, refetch, isPlaceholderData } = useMessages(folder, search);
  const next = useNextPage(folder, search, isPlaceholderData ? undefined : data);
  const shownKey = useShownKey(`${folder} ${JSON.stringify(search)}`, isPlaceholderData);
  const tryAgain = useCallback(() => {
    void refetch();
    void refetchSummary();
  }, [refetch, refetchSummary]);
  const isDrawable = useIsDrawable();
  const messages = useMemo(() => data?.pages.flatMap((page) => page.messages) ?? [], [data]);

  if (!data && error) {
    const problem = error instanceof ApiError ? error : new ApiError('unexpected');
    return <ListProblem key={errorUpdateCount} error={problem} onTryAgain={tryAgain} />;
  }
  const [first] = data?.pages ?? [];
  const isEmpty = messages.length === 0;
  if (!first || !isDrawable || (isEmpty && (isPlaceholderData || first.indexing))) return <ListSkeleton />;
  if (isEmpty) {
    const isLampOff = summary?.lamp.confirmed === true && !summary.lamp.on;
    return <EmptyFolder folder={folder} search={search} isLampOff={isLampOff} />;
  }
  const everything = (shown: Message[], upTo: string | null) =>
    everythingOf(folder, search, { upTo, total: first.total - (messages.length - shown.length) });
  return (
    <Arrivals key={shownKey} messages={messages} upTo={first.upTo}>
      {(shown, upTo) => (
        <MessageList
          folder={folder}
          messages={shown}
          everything={isPlaceholderData ? null : everything(shown, upTo)}
          onNearEnd={next.onNearEnd}
          footer={<Footer hasNext={next.hasNext} isFailed={next.hasFailed} onTryAgain={() => void next.load()} />}
        />
      )}
    </Arrivals>
  );
}

/** Times are the reader's: the server draws no list while it does not know their zone. */
function useIsDrawable(): boolean {
  const isHydrated = useIsHydrated();
  return use(ServersClockContext) !== null || isHydrated;
}

/** Rows of the last search keep their place until those of the next one come; then the list starts anew. */
function useShownKey(key: string, isStillLast: boolean): string {
  const [shown, setShown] = useState(key);
  if (!isStillLast && shown !== key) setShown(key);
  return isStillLast ? shown : key;
}

interface FooterProps {
  hasNext: boolean;
  isFailed: boolean;
  onTryAgain: () => void;
}

function Footer({ hasNext, isFailed, onTryAgain }: FooterProps) {
  if (isFailed) {
    return (
      <p role="alert" className="flex items-center justify-center gap-3 p-4 text-ink-2">
        The next messages did not come.
        <Button look="raised" onClick={onTryAgain}>
          Try again
        </Button>
      </p>
    );
  }
  return hasNext ? <SkeletonRow /> : null;
}
