'use client';

import { Button } from '#components/ui/button.tsx';
import { Question } from '#components/ui/question.tsx';
import { ApiError } from '#lib/api/client.ts';
import type { GreetingKind } from '#lib/voicemail/greeting.ts';
import { failureWords, thing } from './greeting-words.ts';
import { useDesk } from './greetings-context.ts';
import { useRemove } from './use-greetings.ts';

/** Asks before a greeting goes. */
export function RemoveDialog({ kind, onClose }: { kind: GreetingKind; onClose: () => void }) {
  const { hush } = useDesk();
  const { mutate, isPending, error } = useRemove();
  const remove = () => {
    hush();
    mutate(kind, { onSuccess: onClose });
  };
  return (
    <Question
      title={`Remove the ${thing(kind)}?`}
      onClose={onClose}
      actions={[
        <Button key="keep" look="raised" className="border border-line-strong" onClick={onClose}>
          Keep it
        </Button>,
        <Button key="remove" look="danger" disabled={isPending} onClick={remove}>
          {isPending ? 'Removing…' : 'Remove'}
        </Button>,
      ]}
    >
      {AFTER[kind]} It cannot be brought back: download it first if you may want it again.
      {error && <p role="alert">{failureWords('removed', error instanceof ApiError ? error.code : 'unexpected')}</p>}
    </Question>
  );
}

const AFTER: Record<GreetingKind, string> = {
  unavailable: 'Callers then hear the phone’s own words when you do not answer.',
  busy: 'Callers then hear the phone’s own words when you are on another call.',
  name: 'Callers then hear your extension in its place.',
  temporary: 'Callers then hear your other greetings again.',
};
