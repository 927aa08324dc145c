import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { type QuotaState, quotaState } from './quota-state.ts';

const BAR = {
  calm: 'bg-ink-3',
  'nearly-full': 'bg-[repeating-linear-gradient(115deg,var(--color-ink)_0_5px,var(--color-ink-3)_5px_8px)]',
  full: 'bg-danger-fill',
};

/** How full the mailbox is, at the foot of the rail. */
export function QuotaMeter({ summary }: { summary: MailboxSummary }) {
  const state = quotaState(summary);
  const percent = Math.round(state.fullness * 100);
  const note = noteOf(summary, state);
  // What the server draws may carry no styles.
  const isHydrated = useIsHydrated();
  return (
    <div className="mt-auto px-2.5 pt-4 pb-1.5 text-xs text-ink-3">
      <Figures state={state} />
      <meter className="sr-only" aria-label="How full the mailbox is" min={0} max={100} value={percent}>
        {percent} %
      </meter>
      <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-meter">
        {isHydrated && <div className={`h-full rounded-full ${BAR[state.level]}`} style={{ width: `${percent}%` }} />}
      </div>
      {note && <p className="mt-1.5">{note}</p>}
    </div>
  );
}

function Figures({ state }: { state: QuotaState }) {
  const row = 'mb-1.5 flex justify-between gap-2 font-medium tabular-nums';
  if (state.level === 'full') {
    return (
      <p className={`${row} text-ink`}>
        <span className="flex items-center gap-1.25 text-danger">
          <CircleAlert size={14} aria-hidden="true" />
          Mailbox full
        </span>
        <span>{state.fullest}</span>
      </p>
    );
  }
  return (
    <p className={`${row} ${state.level === 'calm' ? 'text-ink-2' : 'text-ink'}`}>
      <span className="flex items-center gap-1.25">
        {state.level === 'nearly-full' && <TriangleAlert size={14} aria-hidden="true" />}
        {state.messages}
      </span>
      {state.storage && <span>{state.storage}</span>}
    </p>
  );
}

function noteOf(summary: MailboxSummary, state: QuotaState): string | null {
  if (state.level === 'full') return 'Callers hear that your mailbox is full.';
  if (state.room) return state.room;
  if (!summary.quotaSupported) return 'The mail server does not say how much space is left.';
  return summary.quota ? null : 'The mail server sets no limit.';
}
