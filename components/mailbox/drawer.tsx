'use client';

import { Menu } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { Rail } from './rail.tsx';

/** On a phone the rail is a drawer behind this button. */
export function Drawer() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <IconButton label="Folders" className="tablet:hidden" aria-expanded={isOpen} onClick={() => setIsOpen(true)}>
        <Menu size={20} strokeWidth={1.75} aria-hidden="true" />
      </IconButton>
      {isOpen && (
        <Sheet side="left" label="Mailbox" onClose={() => setIsOpen(false)}>
          <Rail onClose={() => setIsOpen(false)} />
        </Sheet>
      )}
    </>
  );
}
