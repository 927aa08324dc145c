import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from './once.ts';

/** Answers a request without Next, or says `false` and has touched nothing. */
export type DirectAnswers = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Next bundles what answers, and `server.ts` asks it: they meet here. */
const slot = () => once<{ answers: DirectAnswers }>('direct-answers', () => ({ answers: () => false }));

/** Has these requests answered before Next sees them. */
export function answerBeforeNext(answers: DirectAnswers): void {
  slot().answers = answers;
}

/** Whether the request was answered already. */
export const isAnswered: DirectAnswers = (request, response) => slot().answers(request, response);
