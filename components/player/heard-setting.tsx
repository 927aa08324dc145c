'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Ear } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { chooseHeardWhen, type HeardWhen, heardWhen } from './heard-when.ts';
import { HEARD_AFTER_SECONDS } from './report-later.ts';

const CHOICES: [HeardWhen, string, string][] = [
  ['start', 'When it starts to play', 'As on the phone.'],
  ['seconds', `After ${HEARD_AFTER_SECONDS} seconds`, 'A short look changes nothing.'],
  ['end', 'At its end', 'What you stop before stays new.'],
  ['hand', 'When I say so', 'Playing changes nothing: “Mark as heard” does.'],
];

/** Opens the question below, from the mailbox menu. */
export function HeardItem({ className, onChoose }: { className: string; onChoose: () => void }) {
  return (
    <DropdownMenu.Item className={className} onSelect={onChoose}>
      <Ear size={16} className="text-ink-2" aria-hidden="true" />
      When is a message heard?
    </DropdownMenu.Item>
  );
}

/** When a message counts as heard here: the person's choice, from the next play on. */
export function HeardDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const mailbox = useMailboxAddress();
  const [chosen, setChosen] = useState(() => heardWhen(client, mailbox));
  const choose = (when: HeardWhen) => {
    chooseHeardWhen(client, mailbox, when);
    setChosen(when);
  };
  return (
    <Dialog title="When is a message heard?" onClose={onClose}>
      <p className="mt-1 text-ink-2">
        The lamp goes out when no message is new. The phone itself goes on as it always does.
      </p>
      <fieldset className="mt-3 grid gap-1">
        <legend className="sr-only">A message counts as heard</legend>
        {CHOICES.map(([when, label, meaning]) => (
          <label
            key={when}
            className="flex min-h-11 cursor-pointer items-start gap-3 rounded-md px-2 py-2 hover:bg-hover has-checked:bg-sunken"
          >
            <input
              type="radio"
              name="heard"
              checked={chosen === when}
              onChange={() => choose(when)}
              className="mt-1 size-4 flex-none accent-ink"
            />
            <span>
              <span className="block font-medium">{label}</span>
              <span className="block text-sm text-ink-2">{meaning}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="mt-4 flex justify-end">
        <Button look="raised" className="border border-line-strong" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
