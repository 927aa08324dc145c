'use client';

import { useRouter } from 'next/navigation';
import type { ComponentProps, MouseEvent } from 'react';
import { sitePath } from '#lib/api/site-path.ts';
import { setOut } from './heading.ts';

interface PageLinkProps extends ComponentProps<'a'> {
  /** As the router names it: without `BASE_PATH`. */
  href: string;
}

/** A link to another page of the portal: turns to it without loading everything anew. Next's own link weighs 5 kB. */
export function PageLink({ href, onClick, ...props }: PageLinkProps) {
  const router = useRouter();
  const turn = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || isForBrowser(event)) return;
    event.preventDefault();
    setOut(href, router.push);
    router.push(href);
  };
  const prepare = () => router.prefetch(href);
  return <a href={sitePath(href)} onClick={turn} onPointerEnter={prepare} onFocus={prepare} {...props} />;
}

/** Another tab or window, or a download. */
function isForBrowser({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return button !== 0 || metaKey || ctrlKey || shiftKey || altKey;
}
