'use client';

import { useEffect, useRef } from 'react';
import type { Playback } from '#components/player/playback.ts';
import { usePlayback } from '#components/player/playback-context.ts';
import { isForSomethingElse } from '#components/ui/key-target.ts';
import type { Message } from '#lib/voicemail/message.ts';
import type { Target, Wish } from './change.ts';
import type { RowFocus } from './row-focus.ts';
import { useAct } from './use-act.ts';
import { type ListSelection, useListSelection } from './use-selection.ts';
import { deleteWish } from './verbs.tsx';

interface Hands {
  rows: RowFocus;
  selection: ListSelection;
  playback: Playback;
  act: (wish: Wish, target: Target) => void;
}

/** The keys of the list: they work wherever nobody types and no dialog is open. */
export function useListKeys(rows: RowFocus): void {
  const selection = useListSelection();
  const playback = usePlayback();
  const act = useAct();
  const hands = useRef<Hands>({ rows, selection, playback, act });
  useEffect(() => {
    hands.current = { rows, selection, playback, act };
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const todo = isForSomethingElse(event) ? undefined : todoFor(event, hands.current);
      if (!todo) return;
      event.preventDefault();
      todo();
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

function todoFor(event: KeyboardEvent, hands: Hands): (() => void) | undefined {
  const { rows, selection } = hands;
  const { shown, count } = selection.getState();
  const focused = shown?.messages.find(({ id }) => id === rows.focused());
  switch (event.key) {
    case 'j':
      return () => step(hands, 1);
    case 'k':
      return () => step(hands, -1);
    case 'x':
      return focused && (() => selection.toggle(focused.id));
    case 'X':
      return focused && (() => selection.extend(focused.id));
    case 'Enter':
      return focused && isOnCheckbox(event) ? () => play(hands, focused) : undefined;
    case 'Delete':
    case 'Backspace':
    case '#':
      return () => remove(hands, focused);
    case 'Escape':
      return count > 0 ? () => selection.clear() : undefined;
    default:
      return undefined;
  }
}

/** A button or link with the focus does its own with Enter. */
function isOnCheckbox({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches('.row-check');
}

function play({ selection, playback }: Hands, message: Message): void {
  const mailbox = selection.getState().shown?.mailbox;
  if (message.codec !== null) playback.play({ message, mailbox });
}

/** The chosen ones, or else the row with the focus: never one that nothing shows. */
function remove({ selection, act }: Hands, focused: Message | undefined): void {
  const isChoosing = selection.getState().count > 0;
  const target = isChoosing ? selection.targetFor(null) : focused && selection.targetFor(focused);
  if (target) act(deleteWish(target.folder), target);
}

function step({ rows, selection }: Hands, by: 1 | -1): void {
  const order = selection.getState().shown?.messages.map(({ id }) => id) ?? [];
  const from = order.indexOf(rows.last() ?? '');
  // After a press elsewhere the keys go on where they were.
  const isBack = from >= 0 && rows.focused() === null;
  const to = from < 0 ? 0 : isBack ? from : Math.min(Math.max(0, from + by), order.length - 1);
  const id = order[to];
  if (id !== undefined) rows.focus(id);
}
