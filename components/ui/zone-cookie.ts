'use client';

import { useEffect } from 'react';
import { ZONE_COOKIE } from './zone.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Tells the server the reader's zone for the next page it draws: no request says it by itself. */
export function useZoneCookie(): void {
  useEffect(() => {
    const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
    const secure = location.protocol === 'https:' ? '; secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere, nor over plain HTTP
    document.cookie = `${ZONE_COOKIE}=${zone}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
  }, []);
}
