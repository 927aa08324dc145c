'use client';

import { type DragEvent, useState } from 'react';
import type { GreetingKind } from '#lib/voicemail/greeting.ts';
import { useDesk } from './greetings-context.ts';

/** Lets a file be dropped on a card. */
export function useFileDrop(kind: GreetingKind) {
  const { studio, mostSeconds } = useDesk();
  const [isOver, setIsOver] = useState(false);
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
      if (!isInside) setIsOver(false);
    },
    onDrop: (event: DragEvent) => {
      setIsOver(false);
      const [file] = event.dataTransfer.files;
      if (file) studio.unlessUnsaved(() => void studio.read(kind, file, mostSeconds));
    },
  };
}

export function hasFiles({ dataTransfer }: Pick<DragEvent, 'dataTransfer'>): boolean {
  return dataTransfer.types.includes('Files');
}
