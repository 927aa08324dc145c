'use client';

import { FolderArchive } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Target } from './change.ts';
import { DownloadMenu } from './download-menu.tsx';
import { exportChosen } from './export-chosen.ts';
import { MenuItem } from './menu-item.tsx';
import { FORMS_OF_MANY } from './sound-forms.ts';

interface ExportMenuProps {
  trigger: ReactNode;
  /** What is chosen when a form is. */
  chosen: () => Target | null;
}

export function ExportMenu({ trigger, chosen }: ExportMenuProps) {
  return (
    <DownloadMenu trigger={trigger}>
      {FORMS_OF_MANY.map(({ form, label }) => (
        <MenuItem
          key={form}
          label={label}
          icon={<FolderArchive size={18} strokeWidth={1.75} aria-hidden="true" />}
          onSelect={() => {
            const target = chosen();
            if (target) void exportChosen(target, form);
          }}
        />
      ))}
    </DownloadMenu>
  );
}
