'use client';

import './globals.css';
import { PageProblem } from '#components/ui/page-problem.tsx';

/** Stands in for the root layout when that fails. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <PageProblem error={error} onTryAgain={retry} />
      </body>
    </html>
  );
}
