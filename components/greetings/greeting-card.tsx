'use client';

import { Volume2 } from 'lucide-react';
import { useId, useState } from 'react';
import type { GreetingList } from '#lib/api/greeting-contract.ts';
import type { GreetingKind } from '#lib/voicemail/greeting.ts';
import { EmptyBody } from './empty-body.tsx';
import { isHeard, PURPOSES, thing } from './greeting-words.ts';
import { useStudioState } from './greetings-context.ts';
import { StoredBody } from './stored-body.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { WorkBody } from './work-body.tsx';

interface GreetingCardProps {
  kind: GreetingKind;
  list: GreetingList;
}

/** One greeting: what it is for, whether callers hear it, its sound, and the way to another. */
export function GreetingCard({ kind, list }: GreetingCardProps) {
  const titleId = useId();
  const work = useStudioState((state) => (state.kind === kind ? state.work : null));
  const greeting = list.greetings.find((one) => one.kind === kind);
  const { isOver, ...drop } = useFileDrop(kind);
  const takesFocus = useHasChanged(work ? 'work' : (greeting?.recordedAt ?? ''));
  return (
    <section
      aria-labelledby={titleId}
      {...drop}
      className={`relative grid grid-cols-[minmax(0,1fr)] grid-rows-[auto_1fr_auto] gap-3 rounded-xl border bg-raised p-4 pb-3 tablet:min-h-59 ${isOver ? 'border-focus' : 'border-line'}`}
    >
      <header>
        <h2 className="flex items-center gap-2 text-lg font-semibold tracking-tight">
          <span id={titleId}>{PURPOSES[kind].title}</span>
          {isHeard(kind, list) && <HeardNow />}
        </h2>
        <p className="mt-0.5 text-sm text-ink-3">{PURPOSES[kind].purpose}</p>
      </header>
      {work && <WorkBody kind={kind} work={work} />}
      {!work && greeting && <StoredBody key={greeting.recordedAt} greeting={greeting} takesFocus={takesFocus} />}
      {!(work || greeting) && <EmptyBody kind={kind} list={list} takesFocus={takesFocus} />}
      {isOver && (
        <div className="pointer-events-none absolute inset-0 grid place-content-center rounded-xl bg-selected text-center font-medium">
          Drop to use as your {thing(kind)}
        </div>
      )}
    </section>
  );
}

function HeardNow() {
  return (
    <span className="ml-auto flex h-5.5 items-center gap-1.25 rounded-sm bg-inverse pr-2 pl-1.5 text-xs font-semibold tracking-normal text-inverse-ink">
      <Volume2 size={14} aria-hidden="true" />
      Callers hear this
    </span>
  );
}

/** Whether the card showed something else before. */
function useHasChanged(shown: string): boolean {
  const [first] = useState(shown);
  const [hasChanged, setHasChanged] = useState(false);
  if (shown !== first && !hasChanged) setHasChanged(true);
  return hasChanged;
}
