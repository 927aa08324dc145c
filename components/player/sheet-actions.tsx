'use client';

import { Download, FolderInput } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { FOLDER_ICONS } from '#components/mailbox/folder-icons.ts';
import { onlyThis, type Wish } from '#components/messages/change.ts';
import { useMoveTargets } from '#components/messages/move-targets.ts';
import { formsOf } from '#components/messages/sound-forms.ts';
import { useAct } from '#components/messages/use-act.ts';
import { verbsFor } from '#components/messages/verbs.tsx';
import { readersClock } from '#components/ui/use-clock.ts';
import { downloadUrl } from '#lib/api/client.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Track } from './playback.ts';
import { usePlayback, usePlaybackState } from './playback-context.ts';

const ACTION =
  'grid min-h-15 justify-items-center gap-1.5 rounded-md py-2 text-xs font-medium text-ink-2 [&>svg]:size-5.5';

/** The verbs of a row, for the thumb. What makes the message leave closes the sheet. */
export function SheetActions({ track: { message, mailbox }, onClose }: { track: Track; onClose: () => void }) {
  const playback = usePlayback();
  const act = useAct();
  const [unfolded, setUnfolded] = useState<'folders' | 'forms' | null>(null);
  const toggle = (what: 'folders' | 'forms') => setUnfolded(unfolded === what ? null : what);
  const isCurrent = usePlaybackState((state) => state.track?.message.id === message.id);
  const [mark, ...leaving] = verbsFor(message);
  const doIt = (wish: Wish) => {
    if (wish.verb === 'mark' && isCurrent) playback.doNotReport();
    if (wish.verb !== 'mark') onClose();
    act(wish, onlyThis(message, mailbox));
  };
  return (
    <>
      <div className="mt-4 flex border-t border-line pt-2 *:flex-1">
        {mark && (
          <Action icon={mark.icon} onClick={() => doIt(mark.wish)}>
            {isCurrent && message.status === 'old' ? 'Keep as new' : mark.label}
          </Action>
        )}
        <Action
          icon={<FolderInput strokeWidth={1.75} aria-hidden="true" />}
          isExpanded={unfolded === 'folders'}
          onClick={() => toggle('folders')}
        >
          Move
        </Action>
        {message.codec !== null && (
          <Action
            icon={<Download strokeWidth={1.75} aria-hidden="true" />}
            isExpanded={unfolded === 'forms'}
            onClick={() => toggle('forms')}
          >
            Download
          </Action>
        )}
        {leaving.map(({ label, icon, wish }) => (
          <Action key={label} icon={icon} onClick={() => doIt(wish)}>
            {label}
          </Action>
        ))}
      </div>
      {unfolded === 'folders' && <Folders folder={message.folder} onMove={doIt} />}
      {unfolded === 'forms' && <Forms message={message} mailbox={mailbox} />}
    </>
  );
}

interface ActionProps {
  icon: ReactNode;
  isExpanded?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Action({ icon, isExpanded, onClick, children }: ActionProps) {
  return (
    <button type="button" className={ACTION} aria-expanded={isExpanded} onClick={onClick}>
      {icon}
      {children}
    </button>
  );
}

const CHOICE = 'flex h-12 w-full items-center gap-3 rounded-md px-3 text-lg font-medium text-ink-2';

function Forms({ message, mailbox }: Track) {
  return (
    <ul aria-label="Download" className="mt-2 border-t border-line pt-2">
      {formsOf(message).map(({ form, label }) => (
        <li key={form}>
          <a className={CHOICE} href={downloadUrl(message.id, mailbox, readersClock().timeZone, form)} download>
            <Download size={20} strokeWidth={1.75} className="text-ink-3" aria-hidden="true" />
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Folders({ folder, onMove }: { folder: FolderSlug; onMove: (wish: Wish) => void }) {
  return (
    <ul aria-label="Move to" className="mt-2 border-t border-line pt-2">
      {useMoveTargets(folder).map(({ slug, name }) => {
        const Icon = FOLDER_ICONS[slug] ?? FOLDER_ICONS.other;
        return (
          <li key={slug}>
            <button type="button" onClick={() => onMove({ verb: 'move', folder: slug })} className={CHOICE}>
              <Icon size={20} strokeWidth={1.75} className="text-ink-3" aria-hidden="true" />
              {name}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
