import 'server-only';
import { DANGERS } from './kinds-of-danger.ts';
import { MISTAKES } from './kinds-of-mistake.ts';

/** Everything that can be said about a site's voicemail.conf. */
export const KINDS = { ...MISTAKES, ...DANGERS } as const;
