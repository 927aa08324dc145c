import { Skeleton } from '#components/ui/skeleton.tsx';
import { GREETING_KINDS } from '#lib/voicemail/greeting.ts';

/** Cards to come. */
export function GreetingsSkeleton() {
  return (
    <div aria-busy="true" className="overflow-hidden px-3 pt-9 tablet:px-6">
      <span className="sr-only" role="status">
        Loading greetings
      </span>
      <div className="grid gap-3 desk:grid-cols-2 desk:gap-4">
        {GREETING_KINDS.map((kind) => (
          <div key={kind} className="grid min-h-50 content-start gap-2 rounded-xl border border-line bg-raised p-4">
            <Skeleton className="h-4 w-28" />
            <Skeleton className="h-3 w-48" />
          </div>
        ))}
      </div>
    </div>
  );
}
