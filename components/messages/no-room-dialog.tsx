'use client';

import { useState } from 'react';
import { problemWords } from '#components/mailbox/problem-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Question } from '#components/ui/question.tsx';
import { countOf, purgeOf, type Target } from './change.ts';
import { namesOf } from './change-words.ts';
import { useJournal } from './journal.ts';
import { useChange } from './use-change.ts';
import { useFreeSpace } from './use-free-space.ts';

interface NoRoomDialogProps {
  /** What could not be moved to Deleted. */
  target: Target;
  onClose: () => void;
}

/** The mail server has no room for a copy in Deleted: for good, or room first? Each is asked twice. */
export function NoRoomDialog({ target, onClose }: NoRoomDialogProps) {
  const [step, setStep] = useState<'choose' | 'purge' | 'free'>('choose');
  const what = countOf(target) === 1 ? namesOf(target.messages) : `these ${countOf(target)} messages`;
  if (step === 'purge') return <ForGood key="purge" what={what} target={target} onClose={onClose} />;
  if (step === 'free') return <FreeSpace key="free" target={target} onClose={onClose} />;
  return (
    <Question
      key="choose"
      title={`Deleted has no room for ${what}`}
      onClose={onClose}
      actions={[
        <Keep key="keep" onClick={onClose} />,
        <Button key="purge" look="danger" onClick={() => setStep('purge')}>
          Delete for good…
        </Button>,
        <Button key="free" look="primary" onClick={() => setStep('free')}>
          Free space…
        </Button>,
      ]}
    >
      The mail server is full, so nothing was deleted, and nothing was lost. You can empty Deleted to make room, or
      delete {what} for good.
    </Question>
  );
}

function ForGood({ what, target, onClose }: NoRoomDialogProps & { what: string }) {
  const journal = useJournal();
  const { mutate } = useChange();
  const purge = () => {
    const change = purgeOf(target, { isOverQuota: true });
    journal.say(change);
    mutate(change);
    onClose();
  };
  return (
    <Question
      title={`Delete ${what} for good?`}
      onClose={onClose}
      actions={[
        <Keep key="keep" onClick={onClose} />,
        <Button key="purge" look="danger" onClick={purge}>
          Delete for good
        </Button>,
      ]}
    >
      {countOf(target) === 1 ? 'It cannot be brought back.' : 'They cannot be brought back.'} What Deleted still has
      room for is only moved there.
    </Question>
  );
}

function FreeSpace({ target, onClose }: NoRoomDialogProps) {
  const { total, error, isBusy, empty } = useFreeSpace(target, onClose);
  const title = total === null ? 'Looking into Deleted…' : `Empty Deleted, with ${total} messages in it?`;
  const canEmpty = total !== null && total > 0 && !isBusy;
  return (
    <Question
      title={total === 0 ? 'Deleted is empty already' : title}
      onClose={onClose}
      actions={[
        <Keep key="keep" onClick={onClose} />,
        <Button key="empty" look="danger" disabled={!canEmpty} onClick={empty}>
          Empty Deleted
        </Button>,
      ]}
    >
      {total === 0
        ? 'The room is taken by other messages. Delete some of these for good, or ask your administrator for more room.'
        : 'What is in Deleted goes for good and cannot be brought back. Then these messages are deleted as you wanted.'}
      {error && (
        <p role="alert" className="mt-2 text-danger">
          {problemWords(error.code).title}. Nothing was lost.
        </p>
      )}
    </Question>
  );
}

function Keep({ onClick }: { onClick: () => void }) {
  return (
    <Button look="raised" className="border border-line-strong" onClick={onClick}>
      Keep
    </Button>
  );
}
