'use client';

import { CircleAlert, PhoneOff } from 'lucide-react';
import { useParams } from 'next/navigation';
import { type FolderSlug, folderName, isOnPhone, STANDARD_FOLDERS } from '#lib/voicemail/folder.ts';
import type { FolderSummary } from '#lib/voicemail/summary.ts';
import { FOLDER_ICONS } from './folder-icons.ts';
import { PageLink } from './page-link.tsx';
import { useFolderDrop } from './use-folder-drop.ts';
import { folderPath, useMailbox, useMailboxAddress } from './use-mailbox.ts';

/** A line of the rail. */
export const RAIL_LINK =
  'group flex h-12 items-center gap-2.5 rounded-md pr-2 pl-2.5 text-lg font-medium text-ink-2 hover:bg-rail-hover aria-[current]:bg-rail-active aria-[current]:text-ink tablet:h-9 tablet:text-base';

/** The folders of the mailbox with their counts; strays that no phone opens stand apart and say so. */
export function FolderNav({ onNavigate }: { onNavigate?: () => void }) {
  const { data } = useMailbox();
  const folders = data?.folders ?? STANDARD_FOLDERS.map(withoutCounts);
  const strays = folders.filter(({ slug, onPhone }) => !onPhone && slug !== 'deleted');
  const regular = folders.filter((folder) => !strays.includes(folder));
  return (
    <nav aria-label="Folders">
      <FolderLinks folders={regular} hasCounts={data !== undefined} onNavigate={onNavigate} />
      {strays.length > 0 && (
        <>
          <h2 className="mt-2 flex items-center gap-2 border-t border-line px-2.5 pt-3 pb-1 text-xs font-semibold text-ink-3">
            <PhoneOff size={14} aria-hidden="true" />
            Not on the phone
          </h2>
          <FolderLinks folders={strays} hasCounts onNavigate={onNavigate} />
        </>
      )}
    </nav>
  );
}

interface FolderLinksProps {
  folders: FolderSummary[];
  hasCounts: boolean;
  onNavigate: (() => void) | undefined;
}

function FolderLinks({ folders, hasCounts, onNavigate }: FolderLinksProps) {
  const mailbox = useMailboxAddress();
  const current = useParams<{ folder?: string }>()?.folder;
  return (
    <ul className="grid gap-px">
      {folders.map((folder) => (
        <li key={folder.slug}>
          <FolderLink
            folder={folder}
            href={folderPath(folder.slug, mailbox)}
            isCurrent={folder.slug === current}
            hasCounts={hasCounts}
            onNavigate={onNavigate}
          />
        </li>
      ))}
    </ul>
  );
}

interface FolderLinkProps extends Pick<FolderLinksProps, 'hasCounts' | 'onNavigate'> {
  folder: FolderSummary;
  href: string;
  isCurrent: boolean;
}

function FolderLink({ folder, href, isCurrent, hasCounts, onNavigate }: FolderLinkProps) {
  const drop = useFolderDrop(folder.slug);
  const Icon = FOLDER_ICONS[folder.slug] ?? FOLDER_ICONS.other;
  return (
    <PageLink
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      draggable={false}
      {...(onNavigate && { onClick: onNavigate })}
      {...drop}
      className={`${RAIL_LINK} data-drop:outline-2 data-drop:-outline-offset-2 data-drop:outline-line-strong data-drop:outline-dashed data-[drop=over]:bg-selected data-[drop=over]:text-ink data-[drop=over]:outline-focus data-[drop=over]:outline-solid`}
    >
      <Icon size={18} strokeWidth={1.75} className="text-ink-3 group-aria-[current]:text-ink" aria-hidden="true" />
      {folder.name}
      {hasCounts && <Counts folder={folder} />}
    </PageLink>
  );
}

function Counts({ folder }: { folder: FolderSummary }) {
  return (
    <span className="ml-auto flex items-center gap-2 text-sm tabular-nums">
      {folder.urgent > 0 && (
        <span className="flex items-center gap-0.75 text-xs font-semibold text-urgent">
          <CircleAlert size={14} aria-hidden="true" />
          {folder.urgent}
          <span className="sr-only"> urgent</span>
        </span>
      )}
      {folder.new > 0 ? (
        <span className="min-w-5 rounded-full bg-lamp px-1.5 text-center text-xs/5 font-semibold text-lamp-on">
          {folder.new}
          <span className="sr-only"> new of {folder.total}</span>
        </span>
      ) : (
        <span className="pr-1.5 text-ink-3 group-aria-[current]:text-ink-2">
          {folder.total.toLocaleString('en-GB')}
          <span className="sr-only"> messages</span>
        </span>
      )}
    </span>
  );
}

function withoutCounts(slug: FolderSlug): FolderSummary {
  return { slug, name: folderName(slug), new: 0, old: 0, urgent: 0, total: 0, onPhone: isOnPhone(slug) };
}
