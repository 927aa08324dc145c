'use client';

import { X } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';

const KEYS: Record<string, [string, ...string[]][]> = {
  Listen: [
    ['Play or pause', 'Space'],
    ['Back, ahead 10 s', '←', '→'],
    ['Slower, faster', '[', ']'],
    ['Skip silence', 's'],
    ['Play all new', 'p'],
    ['Next of all new', 'n'],
    ['Stop playing all new', 'Esc'],
  ],
  'Move about': [
    ['Next, previous', 'j', 'k'],
    ['Play this one', 'Enter'],
    ['Search', '/'],
    ['Greetings', 'g'],
  ],
  Decide: [
    ['Select', 'x'],
    ['Select up to here', 'Shift', 'x'],
    ['Delete', 'Del'],
    ['Undo', 'u'],
  ],
  'This page': [
    ['This sheet', '?'],
    ['Close, clear selection', 'Esc'],
  ],
};

/** Every key of the page. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title="Keys"
      isWide
      onClose={onClose}
      corner={
        <IconButton label="Close" onClick={onClose}>
          <X size={18} strokeWidth={1.75} aria-hidden="true" />
        </IconButton>
      }
    >
      <div className="mt-3 gap-x-10 tablet:columns-2">
        {Object.entries(KEYS).map(([title, keys]) => (
          <section key={title} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-xs font-semibold text-ink-3">{title}</h3>
            <dl>
              {keys.map(([what, ...pressed]) => (
                <div key={what} className="flex h-7.5 items-center justify-between border-b border-line text-sm">
                  <dt className="text-ink-2">{what}</dt>
                  <dd className="flex gap-1">
                    {pressed.map((key) => (
                      <kbd
                        key={key}
                        className="min-w-5 rounded-xs border border-line-strong px-1.25 text-center font-sans text-[11px]/4.5 font-medium"
                      >
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
