'use client';

import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { onlyThis, type Wish } from './change.ts';
import { MENU, MenuItem } from './menu-item.tsx';
import { MenuPortal } from './menu-portal.tsx';
import { MoveSubmenu } from './move-submenu.tsx';
import { RowMenuExtras } from './row-menu-extras.tsx';
import { useAct } from './use-act.ts';
import { verbsFor } from './verbs.tsx';

/** A row's menu. It opens as soon as it is there: the press that loaded it asked for it. */
export function RowMenu({ message, trigger }: { message: Message; trigger: ReactNode }) {
  const mailbox = useMailboxAddress();
  const act = useAct();
  const isLeaving = useRef(false);
  const doIt = (wish: Wish) => {
    isLeaving.current = wish.verb !== 'mark';
    act(wish, onlyThis(message, mailbox));
  };
  const [mark, ...others] = verbsFor(message);
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <MenuPortal>
        <DropdownMenu.Content
          align="end"
          className={MENU}
          // The row takes its button away with it.
          onCloseAutoFocus={(event) => isLeaving.current && event.preventDefault()}
        >
          {mark && <MenuItem {...mark} onSelect={() => doIt(mark.wish)} />}
          <MoveSubmenu folder={message.folder} onMove={doIt} />
          <RowMenuExtras message={message} mailbox={mailbox} />
          <DropdownMenu.Separator className="mx-2 my-1 border-t border-line" />
          {others.map((verb) => (
            <MenuItem key={verb.label} {...verb} onSelect={() => doIt(verb.wish)} />
          ))}
        </DropdownMenu.Content>
      </MenuPortal>
    </DropdownMenu.Root>
  );
}
