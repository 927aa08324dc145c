'use client';

import { Bell, Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { setNotify, useNotifySetting } from './notify-setting.ts';

/** Switches notifications on and off, in the mailbox menu. */
export function NotifyItem({ className }: { className: string }) {
  const setting = useNotifySetting();
  if (setting === 'unsupported') return null;
  return (
    <DropdownMenu.CheckboxItem
      checked={setting === 'on'}
      onCheckedChange={(isWanted) => void setNotify(isWanted)}
      // The menu stays open: it is where one sees what came of it.
      onSelect={(event) => event.preventDefault()}
      className={`${className} h-auto! min-h-11 py-1.5 tablet:min-h-9`}
    >
      <Bell size={16} className="flex-none text-ink-2" aria-hidden="true" />
      <span>
        Notify me
        {setting === 'denied' && (
          <span className="block text-xs text-ink-3">
            This browser shows no notifications of this site. Its settings can change that.
          </span>
        )}
      </span>
      <DropdownMenu.ItemIndicator className="ml-auto">
        <Check size={16} className="text-ink-3" aria-hidden="true" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.CheckboxItem>
  );
}
