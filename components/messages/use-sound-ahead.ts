'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect } from 'react';
import { prepareRecording } from '#lib/api/client.ts';
import { rowOf } from './row-focus.ts';
import { CHANGES } from './use-change.ts';
import { type ListSelection, useListSelection } from './use-selection.ts';

/** Shorter than between reaching a row and pressing play, longer than passing over one. */
const RESTS_MILLISECONDS = 120;
const MOST_REMEMBERED = 100;

/** A row that the mouse rests on, or that the keys went to, has its sound made ready, so that play begins at once. */
export function useSoundAhead(scroller: RefObject<HTMLElement | null>): void {
  const selection = useListSelection();
  const client = useQueryClient();
  useEffect(() => {
    const element = scroller.current;
    if (!element || savesData()) return;
    const ahead = new SoundAhead(selection, () => isChanging(client));
    const letGo = new AbortController();
    const onPlace = ({ target }: Event) => ahead.restOn(rowOf(element, target));
    // A finger that touches a row plays it or scrolls: there is nothing to foresee.
    const onPointer = (event: PointerEvent) => event.pointerType === 'mouse' && onPlace(event);
    const onLeave = () => ahead.restOn(null);
    element.addEventListener('pointerover', onPointer, { signal: letGo.signal });
    element.addEventListener('focusin', onPlace, { signal: letGo.signal });
    const stopWatching = client.getMutationCache().subscribe(() => isChanging(client) && ahead.restOn(null));
    for (const name of ['pointerleave', 'focusout']) element.addEventListener(name, onLeave, { signal: letGo.signal });
    return () => {
      letGo.abort();
      stopWatching();
      ahead.restOn(null);
    };
  }, [scroller, selection, client]);
}

/** A message that is being moved is known by another id a moment later. */
function isChanging(client: QueryClient): boolean {
  return client.isMutating({ mutationKey: CHANGES }) > 0;
}

function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

class SoundAhead {
  readonly #selection: ListSelection;
  readonly #isChanging: () => boolean;
  readonly #done = new Set<string>();
  #id: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = new AbortController();

  constructor(selection: ListSelection, isChanging: () => boolean) {
    [this.#selection, this.#isChanging] = [selection, isChanging];
  }

  /** Gives up what was begun for another row. */
  restOn(id: string | null): void {
    if (id === this.#id) return;
    this.#id = id;
    clearTimeout(this.#timer);
    this.#asking.abort();
    if (id !== null && !this.#done.has(id)) this.#timer = setTimeout(() => this.#prepare(id), RESTS_MILLISECONDS);
  }

  #prepare(id: string): void {
    const { shown } = this.#selection.getState();
    const message = shown?.messages.find((each) => each.id === id);
    if (!shown || !message || message.codec === null || this.#isChanging()) return;
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    void prepareRecording(id, shown.mailbox, signal).then(() => {
      if (!signal.aborted) this.#remember(id);
    });
  }

  #remember(id: string): void {
    this.#done.add(id);
    const [oldest = ''] = this.#done;
    if (this.#done.size > MOST_REMEMBERED) this.#done.delete(oldest);
  }
}
