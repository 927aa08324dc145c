'use client';

import { type ComponentProps, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { Message } from '#lib/voicemail/message.ts';

// The menu's library is loaded by the first press, not with the page.
const RowMenu = onDemand(
  () => import('./row-menu.tsx').then((module) => module.RowMenu),
  <Dots label="Actions" aria-expanded />,
);

/** Everything that one can do with a message, behind three dots. */
export function RowMenuButton({ message, name }: { message: Message; name: string }) {
  const [isWanted, setIsWanted] = useState(false);
  const label = `Actions for ${name}`;
  return (
    <span className="col-start-6 row-span-2 row-start-1 hidden tablet:block">
      {isWanted ? (
        <RowMenu message={message} trigger={<Dots label={label} />} />
      ) : (
        <Dots label={label} aria-expanded={false} onClick={() => setIsWanted(true)} />
      )}
    </span>
  );
}

function Dots(props: ComponentProps<typeof IconButton>) {
  return (
    <IconButton aria-haspopup="menu" className="text-ink-3" {...props} title="Actions">
      <span aria-hidden="true" className="dots" />
    </IconButton>
  );
}
