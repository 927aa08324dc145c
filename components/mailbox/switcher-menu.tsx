'use client';

import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { NotifyItem } from '#components/live/notify-item.tsx';
import { HeardDialog, HeardItem } from '#components/player/heard-setting.tsx';
import { SecondFactorItem } from '#components/second-factor/second-factor-item.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { MailboxName } from './mailbox-name.tsx';
import { PageLink } from './page-link.tsx';
import { SignOut, SignOutEverywhereDialog, SignOutEverywhereItem } from './sign-out.tsx';
import { SwitcherButton } from './switcher-button.tsx';
import { folderPath, useMailbox } from './use-mailbox.ts';

const ITEM = 'flex h-11 items-center gap-2.5 rounded-sm px-2.5 outline-offset-0 data-highlighted:bg-hover tablet:h-9';

const SecondFactorDialog = onDemand(() =>
  import('#components/second-factor/second-factor-dialog.tsx').then((module) => module.SecondFactorDialog),
);

/** The switcher's menu. It opens as soon as it is there: the press that loaded it asked for it. */
export function SwitcherMenu() {
  const { data } = useMailbox();
  const [isAsking, setIsAsking] = useState(false);
  const [isChoosing, setIsChoosing] = useState(false);
  const [isSettingUp, setIsSettingUp] = useState(false);
  return (
    <>
      {isChoosing && <HeardDialog onClose={() => setIsChoosing(false)} />}
      {isAsking && <SignOutEverywhereDialog onClose={() => setIsAsking(false)} />}
      {isSettingUp && <SecondFactorDialog onClose={() => setIsSettingUp(false)} />}
      <DropdownMenu.Root defaultOpen modal={false}>
        <DropdownMenu.Trigger asChild>
          <SwitcherButton />
        </DropdownMenu.Trigger>
        <DropdownMenu.Content
          align="start"
          className="z-30 w-(--radix-dropdown-menu-trigger-width) rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {data?.mailboxes.map((mailbox) => (
            <DropdownMenu.Item key={mailbox} asChild>
              <PageLink
                href={folderPath('inbox', mailbox)}
                aria-current={mailbox === data.mailbox ? 'true' : undefined}
                className={ITEM}
              >
                <MailboxName address={mailbox} />
                {mailbox === data.mailbox && <Check size={16} className="ml-auto text-ink-3" aria-hidden="true" />}
              </PageLink>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="mx-2 my-1 border-t border-line" />
          <NotifyItem className={ITEM} />
          <HeardItem className={ITEM} onChoose={() => setIsChoosing(true)} />
          <SignOut className={ITEM} />
          <SignOutEverywhereItem className={ITEM} onAsk={() => setIsAsking(true)} />
          <SecondFactorItem className={ITEM} onAsk={() => setIsSettingUp(true)} />
        </DropdownMenu.Content>
      </DropdownMenu.Root>
    </>
  );
}
