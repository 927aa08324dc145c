'use client';

import type { ReactNode } from 'react';
import { onDemand } from '#components/ui/on-demand.tsx';
import { ChosenWords } from './chosen-words.tsx';
import { useSelectionState } from './use-selection.ts';

// Loaded when a hand comes near; what has their place until then is as high as they are.
const tools = () => import('./bulk-tools.tsx');
const BulkTools = onDemand(
  () => tools().then((module) => module.BulkTools),
  <div className="hidden h-12 bg-selected tablet:block" />,
);
const BulkHeadTools = onDemand(
  () => tools().then((module) => module.BulkHeadTools),
  <div className="h-14 bg-selected tablet:hidden" />,
);

/** What stands above a list; once something is chosen, what one can do with the chosen takes its place. */
export function BulkBar({ children }: { children: ReactNode }) {
  const isSelecting = useSelectionState(({ count }) => count > 0);
  return (
    <>
      <div className={isSelecting ? 'tablet:hidden' : ''}>{children}</div>
      {isSelecting && <BulkTools />}
      <span className="sr-only" role="status">
        {isSelecting && <ChosenWords />}
      </span>
    </>
  );
}

/** On a phone the head of the page gives its place to what is chosen. */
export function BulkHead({ children }: { children: ReactNode }) {
  const isSelecting = useSelectionState(({ count }) => count > 0);
  return (
    <>
      <div className={isSelecting ? 'max-tablet:hidden' : ''}>{children}</div>
      {isSelecting && <BulkHeadTools />}
    </>
  );
}
