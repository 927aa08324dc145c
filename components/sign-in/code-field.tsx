'use client';

import { useState } from 'react';

const KINDS = {
  app: {
    label: 'Code',
    hint: 'Your PIN is right. Now the code that your authenticator app shows.',
    other: 'Use a recovery code',
    inputMode: 'numeric',
  },
  recovery: {
    label: 'Recovery code',
    hint: 'One of the ten that you were shown. Each counts once.',
    other: 'Use the code of the app',
    inputMode: 'text',
  },
} as const;

/** The second step: what the phone shows, or, where that is lost, what was written down. */
export function CodeField({ isRejected }: { isRejected: boolean }) {
  const [kind, setKind] = useState<keyof typeof KINDS>('app');
  const { label, hint, other, inputMode } = KINDS[kind];
  return (
    <div className="grid gap-1.5">
      <label htmlFor="code" className="font-medium">
        {label}
      </label>
      <input
        key={kind}
        id="code"
        name="code"
        inputMode={inputMode}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        required
        // biome-ignore lint/a11y/noAutofocus: it is what was asked for just now
        autoFocus
        aria-invalid={isRejected}
        aria-describedby="code-hint failure"
        className="field tabular-nums"
      />
      <p id="code-hint" className="text-sm/5 text-ink-3">
        {hint}
      </p>
      <button
        type="button"
        onClick={() => setKind(kind === 'app' ? 'recovery' : 'app')}
        className="justify-self-start text-sm/5 text-focus underline underline-offset-2"
      >
        {other}
      </button>
    </div>
  );
}
