import { Folder, Trash2 } from 'lucide-react';
import { LampGlyph } from '#components/mailbox/lamp-glyph.tsx';
import { CenterMessage } from '#components/ui/center-message.tsx';
import { type FolderSlug, folderName } from '#lib/voicemail/folder.ts';
import type { Filter } from './use-messages.ts';

const ART = { size: 56, strokeWidth: 1, 'aria-hidden': true } as const;

/** What to say where there is no message. */
export function EmptyFolder({ folder, filter, isLampOff }: { folder: FolderSlug; filter: Filter; isLampOff: boolean }) {
  const { title, text } = emptyWords(folder, filter, isLampOff);
  return (
    <CenterMessage art={artOf(folder)} title={title}>
      {text}
    </CenterMessage>
  );
}

function artOf(folder: FolderSlug) {
  if (folder === 'inbox') return <LampGlyph on={false} className="size-14 stroke-1" />;
  return folder === 'deleted' ? <Trash2 {...ART} /> : <Folder {...ART} />;
}

function emptyWords(folder: FolderSlug, filter: Filter, isLampOff: boolean): { title: string; text: string } {
  const name = folderName(folder);
  if (filter === 'new') return { title: `Nothing new in ${name}`, text: 'Every message here has been heard.' };
  if (filter === 'urgent') {
    return { title: `Nothing urgent in ${name}`, text: 'A caller can mark a message urgent before hanging up.' };
  }
  if (folder === 'deleted') {
    return { title: 'Nothing deleted', text: 'Messages that you delete are kept here for a while.' };
  }
  if (folder !== 'inbox') {
    return {
      title: `Nothing in ${name}`,
      text: 'Messages that you save to this folder, here or on the phone, appear here.',
    };
  }
  return {
    title: isLampOff ? 'Nothing here, and the lamp is off' : 'Nothing here',
    text: 'When someone leaves a message it appears here by itself, and the lamp on your phone comes on.',
  };
}
