'use client';

import { Skeleton } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/api/client.ts';
import { LampGlyph } from './lamp-glyph.tsx';
import { type LampWords, lampNotKnown, lampWords } from './lamp-words.ts';
import { RefreshLamp } from './refresh-lamp.tsx';
import { useMailbox } from './use-mailbox.ts';

/** What to say of the lamp now; `null` while nothing is known yet. */
function useLampWords(): LampWords | null {
  const { data, error } = useMailbox();
  if (error) return lampNotKnown(error instanceof ApiError ? error.code : 'unexpected');
  return data ? lampWords(data.lamp) : null;
}

/** The lamp line of the rail. */
export function LampCard() {
  const words = useLampWords();
  return (
    <div className="mt-2 mb-3 flex items-start gap-2.5 rounded-lg border border-line bg-raised p-2.5 pr-1.5">
      {words ? (
        <>
          <Glyph on={words.isOn} className="mt-px size-5" />
          <div>
            <p role="status" className="text-sm/5 font-semibold">
              {words.line}
            </p>
            <p className="text-xs text-ink-3">{words.detail}</p>
            {words.mayRefresh && <RefreshLamp />}
          </div>
        </>
      ) : (
        <>
          <Skeleton className="size-5" />
          <div>
            <Skeleton className="mt-1 mb-2 h-3 w-34" />
            <Skeleton className="h-2.5 w-26" />
          </div>
        </>
      )}
    </div>
  );
}

/** The lamp line of a phone, under the title. */
export function LampStrip() {
  const words = useLampWords();
  return (
    <div className="flex h-13 items-center gap-2.5 border-b border-line pr-2 pl-4 font-medium tablet:hidden">
      {words ? (
        <>
          <Glyph on={words.isOn} className="size-5.5" />
          <span role="status">{words.line}</span>
        </>
      ) : (
        <>
          <Skeleton className="size-5.5" />
          <Skeleton className="h-3 w-42" />
        </>
      )}
    </div>
  );
}

function Glyph({ on, className }: { on: boolean; className: string }) {
  const glow = on ? 'text-lamp-edge drop-shadow-[0_2px_5px_var(--color-lamp-glow)]' : 'text-ink-3';
  return (
    <LampGlyph
      on={on}
      className={`stroke-[1.6] transition-colors duration-(--duration-lamp) [--lamp-shade:var(--color-lamp)] ${className} ${glow}`}
    />
  );
}
