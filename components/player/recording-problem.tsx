'use client';

import { useQueryClient } from '@tanstack/react-query';
import { problemWords } from '#components/mailbox/problem-words.ts';
import { signInPath } from '#components/mailbox/sign-in-path.ts';
import { messagesKey } from '#components/messages/use-messages.ts';
import { readersClock } from '#components/ui/use-clock.ts';
import { downloadUrl } from '#lib/api/client.ts';
import type { PlaybackProblem, Track } from './playback.ts';
import { usePlayback, usePlaybackState } from './playback-context.ts';

const LINK = 'thumb font-medium text-focus underline underline-offset-3';

/** Why the loaded message is not to be heard, and the way on. Stands where the seek bar was. */
export function RecordingProblem() {
  const track = usePlaybackState((state) => state.track);
  const problem = usePlaybackState((state) => state.problem);
  if (!track || !problem) return null;
  return (
    <p role="alert" className="flex min-h-10 flex-wrap items-center gap-x-1.5 text-sm text-ink-2">
      {sentence(problem)} <WayOn problem={problem} track={track} />
    </p>
  );
}

function sentence(problem: PlaybackProblem): string {
  if (problem === 'unplayable' || problem === 'recording-unsupported') return 'This recording cannot be played here.';
  if (problem === 'recording-not-found') return 'This message came without a recording.';
  return `${problemWords(problem).title}.`;
}

function WayOn({ problem, track }: { problem: PlaybackProblem; track: Track }) {
  const playback = usePlayback();
  const client = useQueryClient();
  switch (problem) {
    case 'recording-not-found':
      return null;
    case 'unplayable':
    case 'recording-unsupported':
      return (
        <a className={LINK} href={downloadUrl(track.message.id, track.mailbox, readersClock().timeZone)} download>
          Download it as it is.
        </a>
      );
    case 'sign-in-required':
      return (
        <a className={LINK} href={signInPath()}>
          Sign in again
        </a>
      );
    case 'message-not-found':
    case 'message-id-stale':
      return (
        <button
          type="button"
          className={LINK}
          onClick={() => void client.invalidateQueries({ queryKey: messagesKey(track.mailbox) })}
        >
          Load the list again
        </button>
      );
    default:
      return (
        <button type="button" className={LINK} onClick={() => playback.toggle()}>
          Try again
        </button>
      );
  }
}
