import { answersOf, directCall, directSound } from '#lib/http/direct.ts';
import recording from '#pages/api/messages/[id]/recording.ts';
import { GET as mailbox } from './app/api/mailbox/route.ts';
import { GET as changes } from './app/api/messages/changes/route.ts';
import { GET as messages } from './app/api/messages/route.ts';

/** The calls that are made the most, answered before Next, which costs more than all that we do for them: docs/decisions/0028. */
export function directAnswers() {
  return answersOf([
    directCall(/^\/api\/messages$/, messages),
    directCall(/^\/api\/messages\/changes$/, changes),
    directCall(/^\/api\/mailbox$/, mailbox),
    // The characters of an id alone: whatever else there is to decode or to refuse is Next's.
    directSound(/^\/api\/messages\/(?<id>[a-z0-9.]+)\/recording$/, recording),
  ]);
}
