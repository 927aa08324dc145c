'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { setOut } from '#components/mailbox/heading.ts';
import { Button } from '#components/ui/button.tsx';
import { Question } from '#components/ui/question.tsx';
import { sitePath } from '#lib/api/site-path.ts';
import { useDesk, useStudioState } from './greetings-context.ts';
import type { Studio } from './studio.ts';

/** Asks before a recording that is not saved is lost: by a link, by Back, by another greeting, or with the page. */
export function LeaveGuard() {
  const { studio } = useDesk();
  const { push } = useRouter();
  const isAsking = useStudioState(({ asked }) => asked !== null);
  useEffect(() => {
    const guard = new AbortController();
    const { signal } = guard;
    addEventListener('beforeunload', (event) => studio.isUnsaved() && event.preventDefault(), { signal });
    document.addEventListener('click', (event) => holdLink(event, studio, push), { signal, capture: true });
    window.navigation?.addEventListener('navigate', (event) => holdBack(event, studio), { signal });
    return () => guard.abort();
  }, [studio, push]);
  if (!isAsking) return null;
  return (
    <Question
      title="Discard what is not saved?"
      onClose={() => studio.answer(false)}
      actions={[
        <Button key="keep" look="raised" className="border border-line-strong" onClick={() => studio.answer(false)}>
          Keep it
        </Button>,
        <Button key="discard" look="danger" onClick={() => studio.answer(true)}>
          Discard it
        </Button>,
      ]}
    >
      The new greeting is not saved yet. Callers hear what they heard before.
    </Question>
  );
}

/** Before the link turns to its page by itself. */
function holdLink(event: MouseEvent, studio: Studio, push: (path: string) => void): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  const isOther = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || isOther || link.hasAttribute('download') || !studio.isUnsaved()) return;
  event.preventDefault();
  event.stopPropagation();
  const { pathname, search } = new URL(link.href);
  const path = `${pathname.slice(sitePath('').length)}${search}`;
  studio.unlessUnsaved(() => {
    setOut(path, push);
    push(path);
  });
}

/** Back and Forward, where the browser lets a page hold them. */
function holdBack(event: NavigateEvent, studio: Studio): void {
  const { key } = event.destination;
  if (event.navigationType !== 'traverse' || !event.cancelable || !studio.isUnsaved()) return;
  event.preventDefault();
  studio.unlessUnsaved(() => void window.navigation?.traverseTo(key));
}
