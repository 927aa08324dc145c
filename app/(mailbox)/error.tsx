'use client';

import { onDemand } from '#components/ui/on-demand.tsx';

// Where even this cannot be loaded, the error page above takes its place, which came with the first.
const PageProblem = onDemand(() => import('#components/ui/page-problem.tsx').then((module) => module.PageProblem));

/** Stands in for the list alone: the rail stays, and what plays goes on playing. */
export default function FolderError({ error, retry }: { error: unknown; retry: () => void }) {
  return <PageProblem error={error} onTryAgain={retry} />;
}
