import { Skeleton } from '#components/ui/skeleton.tsx';

const WIDTHS = ['w-32', 'w-48', 'w-40', 'w-30', 'w-44', 'w-36', 'w-42', 'w-34'];

/** Rows to come, as many as fit; nothing moves when the messages take their place. */
export function ListSkeleton() {
  return (
    <div aria-busy="true" className="overflow-hidden px-2 tablet:px-3">
      <span className="sr-only" role="status">
        Loading messages
      </span>
      <div className="flex h-9 items-center px-2 pt-1.5 tablet:px-3">
        <Skeleton className="h-3 w-11" />
      </div>
      {WIDTHS.map((width) => (
        <SkeletonRow key={width} width={width} />
      ))}
    </div>
  );
}

export function SkeletonRow({ width = 'w-40' }: { width?: string }) {
  return (
    <div className="flex h-row-phone items-center gap-3 px-1 tablet:h-row tablet:px-3">
      <span className="grid size-11 flex-none place-items-center tablet:size-9">
        <Skeleton isRound className="size-10 tablet:size-9" />
      </span>
      <span className="grid flex-1 gap-2">
        <Skeleton className={`h-3 ${width}`} />
        <Skeleton className="h-2.5 w-20" />
      </span>
      <Skeleton className="h-2.5 w-9" />
    </div>
  );
}
