import { problemWords } from '#components/mailbox/problem-words.ts';
import { say } from '#components/ui/say.ts';
import { callBack } from '#lib/api/call-client.ts';
import { ApiError, type ApiErrorCode } from '#lib/api/client.ts';
import type { CallOutcome } from '#lib/voicemail/call.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { callerWords } from './caller-words.ts';

/** Has the owner's phone ring, and says how it goes on. */
export async function ringBack({ id, caller }: Message, mailbox: string | undefined): Promise<void> {
  const { name } = callerWords(caller);
  say(`Your phone rings first. Pick it up to call ${name}.`, { stays: true });
  try {
    say(outcomeWords(await callBack(id, mailbox), name, caller.number));
  } catch (error) {
    say(failureWords(error instanceof ApiError ? error.code : 'unexpected'));
  }
}

function outcomeWords(outcome: CallOutcome, name: string, number: string | null): string {
  switch (outcome) {
    case 'dialling':
      return `Calling ${name}`;
    case 'not-answered':
      return 'Your phone was not picked up. Nobody was called.';
    case 'phone-system-away':
      return `The phone system does not answer. Call ${number} yourself.`;
  }
}

function failureWords(code: ApiErrorCode): string {
  if (code === 'too-many-attempts') return 'Your phone rings already, or rang often just now. Wait a minute.';
  return `${problemWords(code).title}. Nobody was called.`;
}
