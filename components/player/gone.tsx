'use client';

import { usePlaybackState } from './playback-context.ts';

/** Says of the message that plays on that its row has gone. */
export function Gone() {
  const isGone = usePlaybackState((state) => state.isGone);
  return (
    <span role="status" className="min-w-0 truncate text-ink-2">
      {isGone && <span title="It was moved or deleted elsewhere, perhaps on the phone.">No longer here</span>}
    </span>
  );
}
