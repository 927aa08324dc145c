'use client';

import { useSyncExternalStore } from 'react';

/** `denied`: the person told the browser to show none of this site. */
export type NotifySetting = 'unsupported' | 'off' | 'on' | 'denied';

/** Of this browser, not of the person: another one may stand where nobody may read along. */
const KEY = 'lamplight.notify';

const listeners = new Set<() => void>();

export function useNotifySetting(): NotifySetting {
  return useSyncExternalStore(subscribe, read, () => 'unsupported');
}

/** Asks the browser for leave, so it has to come from a person's press. */
export async function setNotify(isWanted: boolean): Promise<void> {
  if (isWanted && Notification.permission !== 'granted') await Notification.requestPermission();
  if (isWanted && Notification.permission === 'granted') localStorage.setItem(KEY, 'on');
  else localStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

function read(): NotifySetting {
  // A page that came over plain HTTP has neither leave nor locks.
  if (!('Notification' in window && 'locks' in navigator)) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on' ? 'on' : 'off';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}
