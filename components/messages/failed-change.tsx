'use client';

import { problemWords } from '#components/mailbox/problem-words.ts';
import { callerWords } from './caller-words.ts';
import { useFailedChange } from './use-status-change.ts';

/** One sentence for a change that was taken back, and a way to send it again. */
export function FailedChange({ className = '' }: { className?: string }) {
  const failed = useFailedChange();
  if (!failed) return null;
  const { change, error, sendAgain } = failed;
  const { name } = callerWords(change.message.caller);
  return (
    <p role="alert" className={`text-xs text-danger ${className}`}>
      <bdi>{name}</bdi> could not be marked as {change.status === 'old' ? 'heard' : 'new'}:{' '}
      {uncapitalised(problemWords(error.code).title)}.{' '}
      <button type="button" onClick={sendAgain} className="font-semibold underline underline-offset-2">
        Try again
      </button>
    </p>
  );
}

function uncapitalised(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
