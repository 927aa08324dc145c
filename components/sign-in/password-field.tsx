'use client';

import { Eye, EyeOff } from 'lucide-react';
import { type RefObject, useState } from 'react';

interface PasswordFieldProps {
  input: RefObject<HTMLInputElement | null>;
  isRejected: boolean;
}

export function PasswordField({ input, isRejected }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div className="grid gap-1.5">
      <label htmlFor="password" className="font-medium">
        Password
      </label>
      <span className="relative">
        <input
          ref={input}
          id="password"
          name="password"
          type={isShown ? 'text' : 'password'}
          autoComplete="current-password"
          required
          aria-invalid={isRejected}
          aria-describedby="failure"
          className="field w-full pr-12"
        />
        <button
          type="button"
          aria-label="Show the password"
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
