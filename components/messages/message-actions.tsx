'use client';

import { Download } from 'lucide-react';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { IconButton, IconLink } from '#components/ui/button.tsx';
import { useClock } from '#components/ui/use-clock.ts';
import { downloadUrl } from '#lib/api/client.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { onlyThis } from './change.ts';
import { useAct } from './use-act.ts';
import { verbsFor } from './verbs.tsx';

/** What one can do with a row at once; floats over free space while the row has the pointer or the focus. */
export function MessageActions({ message, name }: { message: Message; name: string }) {
  const mailbox = useMailboxAddress();
  const act = useAct();
  const { timeZone } = useClock();
  const [mark, leave] = verbsFor(message);
  return (
    <div className="in-hand absolute inset-y-0.5 right-44 hidden items-center bg-hover pl-2 tablet:flex desk:right-65 pointer-coarse:hidden">
      {mark && <Action verb={mark} name={name} onClick={() => act(mark.wish, onlyThis(message, mailbox))} />}
      {message.codec !== null && (
        <IconLink
          label={`Download: ${name}`}
          title="Download"
          href={downloadUrl(message.id, mailbox, timeZone)}
          download
        >
          <Download size={18} strokeWidth={1.75} aria-hidden="true" />
        </IconLink>
      )}
      {leave && <Action verb={leave} name={name} onClick={() => act(leave.wish, onlyThis(message, mailbox))} />}
    </div>
  );
}

interface ActionProps {
  verb: ReturnType<typeof verbsFor>[number];
  name: string;
  onClick: () => void;
}

function Action({ verb: { label, icon }, name, onClick }: ActionProps) {
  return (
    <IconButton label={`${label}: ${name}`} title={label} onClick={onClick}>
      {icon}
    </IconButton>
  );
}
