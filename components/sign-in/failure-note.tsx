import { CircleAlert, Clock, ServerOff } from 'lucide-react';
import { durationText } from '#components/ui/duration.ts';
import type { SignInFailure } from './sign-in-words.ts';

const ICONS = { rejected: CircleAlert, server: ServerOff, wait: Clock };

/** Why the last try failed. It stands below the button: nothing in the form moves when it comes. */
export function FailureNote({
  id = 'failure',
  failure,
  secondsLeft,
}: {
  id?: string;
  failure: SignInFailure;
  secondsLeft: number;
}) {
  const Icon = ICONS[failure.kind];
  const isRejected = failure.kind === 'rejected';
  return (
    <div id={id} role="alert" className={`flex gap-2.5 rounded-md p-3 ${isRejected ? 'bg-danger-tint' : 'bg-sunken'}`}>
      <Icon
        size={18}
        strokeWidth={1.75}
        className={`mt-px flex-none ${isRejected ? 'text-danger' : 'text-ink-2'}`}
        aria-hidden="true"
      />
      <p>
        <b className="block font-semibold">{failure.title}</b>
        <span className="text-pretty text-ink-2">
          {failure.kind === 'wait' && <WaitSentence secondsLeft={secondsLeft} />} {failure.text}
        </span>
      </p>
    </div>
  );
}

/** The clock is hidden from screen readers, which would read the alert again every second. */
function WaitSentence({ secondsLeft }: { secondsLeft: number }) {
  if (secondsLeft === 0) return 'You can try again now.';
  return (
    <>
      Wait <span className="sr-only">a while</span>
      <span aria-hidden="true" className="tabular-nums">
        {durationText(secondsLeft)}
      </span>
      , then try again.
    </>
  );
}
