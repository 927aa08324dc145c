'use client';

import { PageProblem } from '#components/ui/page-problem.tsx';

/** Stands in for the list alone: the rail stays, and what plays goes on playing. */
export default function FolderError({ error, retry }: { error: unknown; retry: () => void }) {
  return <PageProblem error={error} onTryAgain={retry} />;
}
