'use client';

import { PageProblem } from '#components/ui/page-problem.tsx';

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <PageProblem error={error} onTryAgain={retry} />;
}
