'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { setOut } from '#components/mailbox/heading.ts';
import { folderPath, summaryKey, useMailbox, useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { withWantedRow } from '#components/messages/wanted-row.ts';
import type { Message } from '#lib/voicemail/message.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { showLooking } from './looked-at.ts';
import { useNotifySetting } from './notify-setting.ts';

const tellNobody = (_since: number) => {};

/** Gives back what to call, with the time of the hint, when the inbox may have changed. */
export function useNotifications(): (since: number) => void {
  const mailbox = useMailboxAddress();
  const client = useQueryClient();
  const isOn = useNotifySetting() === 'on';
  const router = useRouter();
  const check = useRef(tellNobody);
  useShowLooking(isOn);

  useEffect(() => {
    if (!isOn) return;
    const onOpen = ({ id }: Message) => {
      const path = withWantedRow(folderPath('inbox', mailbox), id);
      setOut(path, router.push);
      router.push(path);
    };
    let isFirst = true;
    check.current = async (since) => {
      const { notifyOfArrivals } = await import('./notifier.ts');
      // What cannot be looked at now will be after the next hint.
      const name = client.getQueryData<MailboxSummary>(summaryKey(mailbox))?.mailbox ?? '';
      await notifyOfArrivals({ mailbox, name, since, isFirst, onOpen }).then(
        () => {
          isFirst = false;
        },
        () => undefined,
      );
    };
    check.current(Date.now());
    return () => {
      check.current = tellNobody;
    };
  }, [isOn, client, mailbox, router]);
  return useCallback((since) => check.current(since), []);
}

/** An inbox that gets its first message gets its name with it, so this is apart from what has been seen. */
function useShowLooking(isOn: boolean): void {
  const name = useMailbox().data?.mailbox ?? '';
  useEffect(() => (isOn ? showLooking(name) : undefined), [isOn, name]);
}
