'use client';

import { useState } from 'react';
import { problemWords } from '#components/mailbox/problem-words.ts';
import { Button } from '#components/ui/button.tsx';
import { count } from '#components/ui/duration.ts';
import { Question } from '#components/ui/question.tsx';
import type { ApiErrorCode } from '#lib/api/client.ts';
import { useDeleted, useEmptyDeleted } from './use-empty-deleted.ts';

/** Asks twice, with the number of messages, before Deleted is emptied. */
export function EmptyDeleted({ onClose }: { onClose: () => void }) {
  const { data, error } = useDeleted();
  const { mutate, data: result, error: refusal, isPending } = useEmptyDeleted();

  const code = error?.code ?? refusal?.code ?? result?.failed[0]?.code;
  if (code) return <Failed code={code} messages={result?.failed.length ?? 0} onClose={onClose} />;
  if (result) return <Said title="Deleted is empty" text={goneWords(result.purged.length)} onClose={onClose} />;
  if (!data) return <Said title="Empty Deleted?" text="Counting the messages." onClose={onClose} />;
  if (data.total === 0 || data.upTo === null) {
    return <Said title="Nothing to delete" text="Deleted is empty." onClose={onClose} />;
  }
  const { total, upTo } = data;
  return <AskTwice total={total} isBusy={isPending} onSure={() => mutate(upTo)} onClose={onClose} />;
}

interface AskTwiceProps {
  total: number;
  isBusy: boolean;
  onSure: () => void;
  onClose: () => void;
}

/** Each question is a dialog of its own: the second one starts at the harmless answer again. */
function AskTwice({ total, isBusy, onSure, onClose }: AskTwiceProps) {
  const [isSecond, setIsSecond] = useState(false);
  const cancel = (
    <Button key="cancel" onClick={onClose}>
      Cancel
    </Button>
  );
  if (!isSecond) {
    const empty = (
      <Button key="empty" look="primary" onClick={() => setIsSecond(true)}>
        Empty Deleted
      </Button>
    );
    return (
      <Question key="first" title="Empty Deleted?" actions={[cancel, empty]} onClose={onClose}>
        {total === 1 ? 'The message in Deleted goes.' : `All ${count(total, 'message')} in Deleted go.`}
      </Question>
    );
  }
  const purge = (
    <Button key="purge" look="danger" disabled={isBusy} onClick={onSure}>
      {isBusy ? 'Deleting…' : 'Delete for good'}
    </Button>
  );
  return (
    <Question
      key="second"
      title={`Delete ${count(total, 'message')} for good?`}
      actions={[cancel, purge]}
      onClose={onClose}
    >
      {total === 1 ? 'It cannot be brought back.' : 'They cannot be brought back.'}
    </Question>
  );
}

function Failed({ code, messages, onClose }: { code: ApiErrorCode; messages: number; onClose: () => void }) {
  const title = messages > 0 ? `${count(messages, 'message')} could not be deleted` : 'Deleted could not be emptied';
  return <Said title={title} text={`${problemWords(code).title}. Nothing was lost.`} onClose={onClose} />;
}

function Said({ title, text, onClose }: { title: string; text: string; onClose: () => void }) {
  return (
    <Question key={title} title={title} actions={<Button onClick={onClose}>Close</Button>} onClose={onClose}>
      {text}
    </Question>
  );
}

function goneWords(messages: number): string {
  return `${count(messages, 'message')} ${messages === 1 ? 'is' : 'are'} gone for good.`;
}
