'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { count } from '#components/ui/duration.ts';
import { Question } from '#components/ui/question.tsx';
import { countOf, purgeOf, type Target } from './change.ts';
import { namesOf, purgeQuestion } from './change-words.ts';
import { useJournal } from './journal.ts';
import { useChange } from './use-change.ts';

interface PurgeDialogProps {
  target: Target;
  onClose: () => void;
}

/** Asks before messages go for good: once for one, twice for many. */
export function PurgeDialog({ target, onClose }: PurgeDialogProps) {
  const journal = useJournal();
  const { mutate } = useChange();
  const many = countOf(target);
  const [isSure, setIsSure] = useState(many === 1);
  const purge = () => {
    const change = purgeOf(target, { isOverQuota: false });
    journal.say(change);
    mutate(change);
    onClose();
  };
  // Each question is a dialog of its own: the second one starts at the harmless answer again.
  if (isSure) return <LastQuestion key="last" target={target} onPurge={purge} onClose={onClose} />;
  return (
    <Question
      key="first"
      title={`${count(many, 'message')} selected`}
      onClose={onClose}
      actions={[
        <Keep key="keep" many={many} onClick={onClose} />,
        <Button key="purge" look="danger" onClick={() => setIsSure(true)}>
          Delete for good…
        </Button>,
      ]}
    >
      {many > target.messages.length ? `All ${count(many, 'message')} of this list` : namesOf(target.messages)} will
      leave Deleted, and with it the mail server.
    </Question>
  );
}

function LastQuestion({ target, onPurge, onClose }: PurgeDialogProps & { onPurge: () => void }) {
  const { title, text } = purgeQuestion(target);
  return (
    <Question
      title={title}
      onClose={onClose}
      actions={[
        <Keep key="keep" many={countOf(target)} onClick={onClose} />,
        <Button key="purge" look="danger" onClick={onPurge}>
          Delete for good
        </Button>,
      ]}
    >
      {text}
    </Question>
  );
}

function Keep({ many, onClick }: { many: number; onClick: () => void }) {
  return (
    <Button look="raised" className="border border-line-strong" onClick={onClick}>
      {many === 1 ? 'Keep it' : 'Keep them'}
    </Button>
  );
}
