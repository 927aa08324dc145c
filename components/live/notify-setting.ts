'use client';

import { useSyncExternalStore } from 'react';
import { KeptHere } from '#components/ui/kept-here.ts';

/** `denied`: the person told the browser to show none of this site. */
export type NotifySetting = 'unsupported' | 'off' | 'on' | 'denied';

/** Of this browser, not of the person: another one may stand where nobody may read along. */
const kept = new KeptHere('lamplight.notify');

export function useNotifySetting(): NotifySetting {
  return useSyncExternalStore(kept.subscribe, read, () => 'unsupported');
}

/** Asks the browser for leave, so it has to come from a person's press. */
export async function setNotify(isWanted: boolean): Promise<void> {
  if (isWanted && Notification.permission !== 'granted') await Notification.requestPermission();
  kept.keep(isWanted && Notification.permission === 'granted' ? 'on' : null);
}

function read(): NotifySetting {
  // A page that came over plain HTTP has neither leave nor locks.
  if (!('Notification' in window && 'locks' in navigator)) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  return Notification.permission === 'granted' && kept.read() === 'on' ? 'on' : 'off';
}
