'use client';

import { Eye, EyeOff } from 'lucide-react';
import { type RefObject, useState } from 'react';

interface SecretFieldProps {
  input: RefObject<HTMLInputElement | null>;
  field: string;
  label: string;
  /** As in "Show the PIN". */
  word: string;
  /** Phones bring up their keys of digits. */
  isDigits: boolean;
  isRejected: boolean;
}

export function SecretField({ input, field, label, word, isDigits, isRejected }: SecretFieldProps) {
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={field} className="font-medium">
        {label}
      </label>
      <span className="relative">
        <input
          ref={input}
          id={field}
          name={field}
          type={isShown ? 'text' : 'password'}
          inputMode={isDigits ? 'numeric' : undefined}
          autoComplete="current-password"
          required
          aria-invalid={isRejected}
          aria-describedby="failure"
          className="field w-full pr-12"
        />
        <button
          type="button"
          aria-label={`Show the ${word}`}
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
          className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-md text-ink-3 hover:text-ink"
        >
          <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </span>
    </div>
  );
}
