'use client';

import { useMailbox } from '#components/mailbox/use-mailbox.ts';
import { dialable } from '#lib/voicemail/call.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { ringBack } from './ring-back.ts';

/** How to call whoever left a message: a link, or what has the owner's phone ring; `null` where there is no number to dial. */
export function useCallBack(
  message: Message,
  mailbox: string | undefined,
): { href: string } | { ring: () => void } | null {
  const { data } = useMailbox();
  const number = dialable(message.caller.number);
  if (number === null) return null;
  return data?.callBack === 'ring' ? { ring: () => void ringBack(message, mailbox) } : { href: `tel:${number}` };
}
