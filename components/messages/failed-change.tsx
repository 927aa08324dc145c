'use client';

import { refusedWords } from './change-words.ts';
import { useChange, useFailedChange } from './use-change.ts';

/** One sentence for a change that was taken back, in whole or in part, and a way to send it again. */
export function FailedChange({ className = '' }: { className?: string }) {
  const failed = useFailedChange();
  const { mutate } = useChange();
  if (!failed) return null;
  const { change, messages, error } = failed;
  return (
    <p role="alert" className={`text-xs text-danger ${className}`}>
      {refusedWords(change, messages, error.code)}{' '}
      <button
        type="button"
        onClick={() => mutate({ ...change, messages })}
        className="thumb font-semibold underline underline-offset-2"
      >
        Try again
      </button>
    </p>
  );
}
