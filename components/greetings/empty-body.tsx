import type { GreetingList } from '#lib/api/greeting-contract.ts';
import type { GreetingKind } from '#lib/voicemail/greeting.ts';
import { insteadWords, thing } from './greeting-words.ts';
import { NewTools } from './new-tools.tsx';

interface EmptyBodyProps {
  kind: GreetingKind;
  list: GreetingList;
  takesFocus: boolean;
}

/** Where there is no greeting of this kind: what callers hear, and how to make one. */
export function EmptyBody({ kind, list, takesFocus }: EmptyBodyProps) {
  return (
    <>
      <div className="grid min-h-23 place-content-center rounded-lg border-[1.5px] border-dashed border-line-strong p-3 text-center text-sm text-ink-3">
        <b className="text-base font-medium text-ink">No {thing(kind)} yet</b>
        {insteadWords(kind, list)}
      </div>
      <div className="-mx-2.5 flex flex-wrap items-center gap-0.5">
        <NewTools kind={kind} takesFocus={takesFocus} />
      </div>
    </>
  );
}
