'use client';

import { useCallback } from 'react';
import { Drawer } from '#components/mailbox/drawer.tsx';
import { LampStrip } from '#components/mailbox/lamp-state.tsx';
import { TabTitle } from '#components/mailbox/tab-title.tsx';
import { useMailbox } from '#components/mailbox/use-mailbox.ts';
import { Button } from '#components/ui/button.tsx';
import { count } from '#components/ui/duration.ts';
import { ApiError } from '#lib/api/client.ts';
import { type FolderSlug, folderName } from '#lib/voicemail/folder.ts';
import { EmptyFolder } from './empty-folder.tsx';
import { FilterBar, useFilter } from './filter-bar.tsx';
import { ListProblem } from './list-problem.tsx';
import { ListSkeleton, SkeletonRow } from './list-skeleton.tsx';
import { MessageList } from './message-list.tsx';
import { useMessages } from './use-messages.ts';

/** One folder: its title, its filter, its messages. */
export function FolderView({ folder }: { folder: FolderSlug }) {
  const { data } = useMailbox();
  const summary = data?.folders.find(({ slug }) => slug === folder);
  const inbox = data?.folders.find(({ slug }) => slug === 'inbox');
  const name = summary?.name ?? folderName(folder);
  return (
    <main className="grid min-h-0 grid-rows-[auto_auto_minmax(0,1fr)]">
      <TabTitle name={name} newMessages={inbox?.new ?? 0} />
      <header className="flex h-14 items-center px-1 tablet:h-16 tablet:gap-3 tablet:px-6">
        <Drawer />
        <h1 className="pl-1 text-[20px]/7 font-bold tracking-tighter tablet:pl-0 tablet:text-2xl">{name}</h1>
        {summary && summary.total > 0 && (
          <p className="hidden pt-2 text-sm text-ink-3 tabular-nums desk:block">{count(summary.total, 'message')}</p>
        )}
      </header>
      <div>
        <LampStrip />
        <FilterBar />
      </div>
      <Messages folder={folder} />
    </main>
  );
}

function Messages({ folder }: { folder: FolderSlug }) {
  const filter = useFilter();
  const { data: summary, refetch: refetchSummary } = useMailbox();
  const query = useMessages(folder, filter);
  const { data, error, errorUpdateCount, refetch, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } =
    query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
  const tryAgain = useCallback(() => {
    void refetch();
    void refetchSummary();
  }, [refetch, refetchSummary]);

  if (!data && error) {
    const problem = error instanceof ApiError ? error : new ApiError('unexpected');
    return <ListProblem key={errorUpdateCount} error={problem} onTryAgain={tryAgain} />;
  }
  if (!data) return <ListSkeleton />;
  const messages = data.pages.flatMap((page) => page.messages);
  if (messages.length === 0)
    return (
      <EmptyFolder folder={folder} filter={filter} isLampOff={summary?.lamp.confirmed === true && !summary.lamp.on} />
    );
  return (
    <MessageList
      key={`${folder} ${filter}`}
      messages={messages}
      onNearEnd={loadMore}
      footer={<Footer hasNext={hasNextPage} isFailed={isFetchNextPageError} onTryAgain={() => void fetchNextPage()} />}
    />
  );
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
