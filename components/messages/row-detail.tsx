import type { Message } from '#lib/voicemail/message.ts';
import { callerWords } from './caller-words.ts';
import { LeavesIn } from './leaves-in.tsx';

/** The second line of a row; in Deleted it ends with when the message goes, which is never cut. */
export function RowDetail({ message: { caller, purgeAt } }: { message: Message }) {
  return (
    <span className="flex min-w-0">
      <span className="truncate">{callerWords(caller).detail}</span>
      {purgeAt !== null && (
        <span className="flex-none whitespace-pre">
          {' · '}
          <LeavesIn purgeAt={purgeAt} />
        </span>
      )}
    </span>
  );
}
