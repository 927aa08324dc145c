import { Folder, SearchX, Trash2 } from 'lucide-react';
import { LampGlyph } from '#components/mailbox/lamp-glyph.tsx';
import { CenterMessage } from '#components/ui/center-message.tsx';
import { type FolderSlug, folderName } from '#lib/voicemail/folder.ts';
import { Elsewhere } from './elsewhere.tsx';
import type { Search, Show } from './search.ts';
import { nothingFoundWords } from './search-words.ts';

const ART = { size: 56, strokeWidth: 1, 'aria-hidden': true } as const;

interface EmptyFolderProps {
  folder: FolderSlug;
  search: Search;
  isLampOff: boolean;
}

/** What to say where there is no message. */
export function EmptyFolder({ folder, search, isLampOff }: EmptyFolderProps) {
  const nothingFound = nothingFoundWords(search, folderName(folder));
  if (nothingFound !== null) {
    return (
      <CenterMessage
        art={<SearchX {...ART} />}
        title={nothingFound}
        action={<Elsewhere key={JSON.stringify(search)} folder={folder} search={search} />}
      >
        Only this folder was searched.
      </CenterMessage>
    );
  }
  const { title, text } = emptyWords(folder, search.show, isLampOff);
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

function emptyWords(folder: FolderSlug, show: Show, isLampOff: boolean): { title: string; text: string } {
  const name = folderName(folder);
  if (show === 'new') return { title: `Nothing new in ${name}`, text: 'Every message here has been heard.' };
  if (show === 'urgent') {
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
