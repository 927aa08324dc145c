'use client';

import { useCallback, useMemo, useState } from 'react';
import { LampStrip } from '#components/mailbox/lamp-state.tsx';
import { TabTitle } from '#components/mailbox/tab-title.tsx';
import { useMailbox } from '#components/mailbox/use-mailbox.ts';
import { Button } from '#components/ui/button.tsx';
import { ApiError } from '#lib/api/client.ts';
import { type FolderSlug, folderName } from '#lib/voicemail/folder.ts';
import { Arrivals } from './arrivals-pill.tsx';
import { BulkBar, BulkHead } from './bulk-bar.tsx';
import { DeletedHead } from './deleted-head.tsx';
import { EmptyFolder } from './empty-folder.tsx';
import { FilterBar } from './filter-bar.tsx';
import { FolderHead } from './folder-head.tsx';
import { ListProblem } from './list-problem.tsx';
import { ListSkeleton, SkeletonRow } from './list-skeleton.tsx';
import { MessageList } from './message-list.tsx';
import { everythingOf, useMessages } from './use-messages.ts';
import { useSearch } from './use-search.ts';
import { ListSelection, SelectionContext } from './use-selection.ts';

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
            <FilterBar />
          </BulkBar>
          {folder === 'deleted' && <DeletedHead />}
        </div>
        <Messages folder={folder} />
      </main>
    </SelectionContext>
  );
}

function Messages({ folder }: { folder: FolderSlug }) {
  const search = useSearch();
  const { data: summary, refetch: refetchSummary } = useMailbox();
  const query = useMessages(folder, search);
  const { data, error, errorUpdateCount, refetch, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } =
    query;
  const shownKey = useShownKey(`${folder} ${JSON.stringify(search)}`, query.isPlaceholderData);
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
  const tryAgain = useCallback(() => {
    void refetch();
    void refetchSummary();
  }, [refetch, refetchSummary]);

  const messages = useMemo(() => data?.pages.flatMap((page) => page.messages) ?? [], [data]);

  if (!data && error) {
    const problem = error instanceof ApiError ? error : new ApiError('unexpected');
    return <ListProblem key={errorUpdateCount} error={problem} onTryAgain={tryAgain} />;
  }
  if (!data) return <ListSkeleton />;
  const total = data.pages[0]?.total ?? 0;
  if (messages.length === 0 && query.isPlaceholderData) return <ListSkeleton />;
  if (messages.length === 0)
    return (
      <EmptyFolder folder={folder} search={search} isLampOff={summary?.lamp.confirmed === true && !summary.lamp.on} />
    );
  return (
    <Arrivals key={shownKey} messages={messages} upTo={data.pages[0]?.upTo ?? null}>
      {(shown, upTo) => (
        <MessageList
          folder={folder}
          messages={shown}
          everything={
            query.isPlaceholderData
              ? null
              : everythingOf(folder, search, { upTo, total: total - (messages.length - shown.length) })
          }
          onNearEnd={loadMore}
          footer={
            <Footer hasNext={hasNextPage} isFailed={isFetchNextPageError} onTryAgain={() => void fetchNextPage()} />
          }
        />
      )}
    </Arrivals>
  );
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
