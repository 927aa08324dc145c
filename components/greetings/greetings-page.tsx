'use client';

import { type ReactNode, useEffect } from 'react';
import { Drawer } from '#components/mailbox/drawer.tsx';
import { arrive } from '#components/mailbox/heading.ts';
import { TabTitle } from '#components/mailbox/tab-title.tsx';
import { useMailbox, useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { ListProblem } from '#components/messages/list-problem.tsx';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { ApiError } from '#lib/api/client.ts';
import { GreetingCards } from './greeting-cards.tsx';
import { GreetingsSkeleton } from './greetings-skeleton.tsx';
import { Refused } from './refused.tsx';
import { useGreetings } from './use-greetings.ts';

/** What callers hear before the tone. */
export function GreetingsPage() {
  const { data } = useMailbox();
  const mailbox = useMailboxAddress();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another mailbox is an address that was reached
  useEffect(arrive, [mailbox]);
  const inbox = data?.folders.find(({ slug }) => slug === 'inbox');
  return (
    <main className="grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      <TabTitle name="Greetings" newMessages={inbox?.new ?? 0} />
      <header className="flex h-14 items-center px-1 tablet:h-16 tablet:gap-3 tablet:px-6">
        <Drawer />
        <h1 className="pl-1 text-[20px]/7 font-bold tracking-tighter tablet:pl-0 tablet:text-2xl">Greetings</h1>
      </header>
      <Greetings key={mailbox ?? ''} />
    </main>
  );
}

function Greetings(): ReactNode {
  const { data: list, error, errorUpdateCount, refetch } = useGreetings();
  const isHydrated = useIsHydrated();
  if (!isHydrated) return <GreetingsSkeleton />;
  if (list) return list.refused ? <Refused reason={list.refused} /> : <GreetingCards list={list} />;
  if (!error) return <GreetingsSkeleton />;
  const problem = error instanceof ApiError ? error : new ApiError('unexpected');
  return <ListProblem key={errorUpdateCount} error={problem} onTryAgain={() => void refetch()} />;
}
