'use client';

import type { ReactNode } from 'react';
import { DownloadItems } from '#components/messages/download-items.tsx';
import { DownloadMenu } from '#components/messages/download-menu.tsx';
import type { Track } from './playback.ts';

export function DownloadThis({ track, trigger }: { track: Track; trigger: ReactNode }) {
  return (
    <DownloadMenu trigger={trigger}>
      <DownloadItems {...track} />
    </DownloadMenu>
  );
}
