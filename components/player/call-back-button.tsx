'use client';

import { Phone } from 'lucide-react';
import { useCallBack } from '#components/messages/use-call-back.ts';
import { IconButton, IconLink } from '#components/ui/button.tsx';
import type { Track } from './playback.ts';

/** Calls whoever left what plays. */
export function CallBackButton({ track: { message, mailbox } }: { track: Track }) {
  const way = useCallBack(message, mailbox);
  const icon = <Phone size={18} strokeWidth={1.75} aria-hidden="true" />;
  if (!way) return null;
  if ('ring' in way) {
    return (
      <IconButton label="Call back" title="Call back: your phone rings first" onClick={way.ring}>
        {icon}
      </IconButton>
    );
  }
  return (
    <IconLink label="Call back" href={way.href}>
      {icon}
    </IconLink>
  );
}
