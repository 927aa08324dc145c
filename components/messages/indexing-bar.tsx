import type { MessagePage } from '#lib/api/contract.ts';

/** How far the first reading of a folder is; the list fills meanwhile. */
export function IndexingBar({ doneMessages, totalMessages }: NonNullable<MessagePage['indexing']>) {
  const [done, total] = [doneMessages, totalMessages].map((many) => many.toLocaleString('en-GB'));
  const percent = totalMessages > 0 ? Math.min(100, Math.round((doneMessages / totalMessages) * 100)) : 0;
  return (
    <div className="border-b border-line px-4 pt-2 pb-2.5 text-sm text-ink-2 tablet:px-6">
      <p className="text-pretty tabular-nums">
        Reading the folder: {done} of {total} messages.{' '}
        <span role="status">Older ones are still to come, and the counts are not final.</span>
      </p>
      <progress className="sr-only" aria-label="Reading the folder" max={100} value={percent}>
        {percent} %
      </progress>
      <svg aria-hidden="true" className="mt-1.5 block h-1 w-full overflow-hidden rounded-full bg-meter">
        <rect width={`${percent}%`} height="4" rx="2" className="fill-ink-3" />
      </svg>
    </div>
  );
}
