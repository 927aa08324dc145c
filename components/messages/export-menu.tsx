'use client';

import { FolderArchive } from 'lucide-react';
import type { ReactNode } from 'react';
import { DownloadMenu } from './download-menu.tsx';
import { exportChosen } from './export-chosen.ts';
import { MenuItem } from './menu-item.tsx';
import { FORMS_OF_MANY } from './sound-forms.ts';
import { useListSelection } from './use-selection.ts';

export function ExportMenu({ trigger }: { trigger: ReactNode }) {
  const selection = useListSelection();
  return (
    <DownloadMenu trigger={trigger}>
      {FORMS_OF_MANY.map(({ form, label }) => (
        <MenuItem
          key={form}
          label={label}
          icon={<FolderArchive size={18} strokeWidth={1.75} aria-hidden="true" />}
          onSelect={() => {
            const target = selection.targetFor(null);
            if (target) void exportChosen(target, form);
          }}
        />
      ))}
    </DownloadMenu>
  );
}
