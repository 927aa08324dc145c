'use client';

import { useQuery } from '@tanstack/react-query';
import type { ApiErrorCode } from '#lib/api/client.ts';
import { readSecondFactor } from '#lib/api/second-factor-client.ts';

const FRESH_MILLISECONDS = 60_000;

export const SECOND_FACTOR_KEY = ['second-factor'];

/** Whether this sign-in can have a second factor, and has one. */
export function useSecondFactor() {
  return useQuery({
    queryKey: SECOND_FACTOR_KEY,
    queryFn: ({ signal }) => readSecondFactor(signal),
    staleTime: FRESH_MILLISECONDS,
  });
}

const WORDS: Partial<Record<ApiErrorCode, string>> = {
  'second-factor-rejected': 'That code does not count: it is wrong, over, or was used already. Wait for the next one.',
  'request-invalid': 'Too much time has passed. Close this, and begin again.',
  'not-allowed': 'It was changed elsewhere in the meantime. Close this, and look again.',
  'too-many-attempts': 'Too many tries. Wait a few minutes, then try again.',
  offline: 'This site does not answer. Nothing was changed.',
};

/** Why a change was not made. */
export function secondFactorProblem(code: ApiErrorCode, asked: 'code' | 'pin'): string {
  if (asked === 'pin' && code === 'second-factor-rejected') return 'That PIN does not match. Check it and try again.';
  return WORDS[code] ?? 'This did not work. The fault is on this site’s side. If it stays so, tell your administrator.';
}
