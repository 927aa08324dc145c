'use client';

import { LampGlyph } from '#components/mailbox/lamp-glyph.tsx';
import { markOf } from '#components/messages/change.ts';
import { useChange } from '#components/messages/use-change.ts';
import type { Track } from './playback.ts';
import { usePlayback, usePlaybackState } from './playback-context.ts';

/** Pressed while the message that plays stays new all the same. */
export function KeepAsNew({ track }: { track: Track }) {
  const playback = usePlayback();
  const { mutate } = useChange();
  const isReported = usePlaybackState((state) => state.isReported);
  const isKept = isReported && track.message.status === 'new';
  const toggle = () => {
    playback.doNotReport();
    mutate(markOf(track.message, track.mailbox, isKept ? 'old' : 'new'));
  };
  return (
    <button
      type="button"
      aria-pressed={isKept}
      aria-label="Keep as new"
      title="Keep as new"
      onClick={toggle}
      className="flex h-9 items-center gap-1.75 rounded-md px-2.5 text-sm font-medium whitespace-nowrap text-ink-2 hover:bg-lamp-tint hover:text-lamp-ink aria-pressed:bg-lamp-tint aria-pressed:text-lamp-ink"
    >
      <LampGlyph on={isKept} className="size-4.5 stroke-[1.75] [--lamp-shade:var(--color-lamp)]" />
      <span className="hidden desk:inline">Keep as new</span>
    </button>
  );
}
