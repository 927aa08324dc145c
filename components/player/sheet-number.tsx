'use client';

import { Copy, Phone } from 'lucide-react';
import { copyNumber } from '#components/messages/copy-number.ts';
import { useCallBack } from '#components/messages/use-call-back.ts';
import type { Track } from './playback.ts';

const PILL =
  'flex h-11 items-center gap-2 rounded-full border border-line-strong px-4 text-base font-medium text-ink [&>svg]:size-4.5 [&>svg]:stroke-[1.75] [&>svg]:text-ink-2';

/** What one can do with the number that a message came from. */
export function SheetNumber({ track: { message, mailbox } }: { track: Track }) {
  const { number } = message.caller;
  const way = useCallBack(message, mailbox);
  if (number === null) return null;
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {way && 'ring' in way && (
        <button type="button" className={PILL} onClick={way.ring}>
          <Phone aria-hidden="true" />
          Call back
        </button>
      )}
      {way && 'href' in way && (
        <a className={PILL} href={way.href}>
          <Phone aria-hidden="true" />
          Call back
        </a>
      )}
      <button type="button" className={PILL} onClick={() => void copyNumber(number)}>
        <Copy aria-hidden="true" />
        Copy number
      </button>
    </div>
  );
}
