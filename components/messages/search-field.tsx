'use client';

import { Search, X } from 'lucide-react';
import { type KeyboardEvent as KeyPress, type RefObject, useEffect, useRef, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { isForSomethingElse } from '#components/ui/key-target.ts';
import { LONGEST_QUERY } from './search.ts';
import { useTypedQuery } from './use-typed-query.ts';

/** Finds messages by caller. On a phone it is an icon that opens over the title. */
export function SearchField() {
  const field = useRef<HTMLInputElement>(null);
  const { text, type, flush, clear } = useTypedQuery();
  const [isWanted, setIsWanted] = useState(false);
  const isOpen = isWanted || text !== '';
  const open = () => {
    setIsWanted(true);
    // The field is there only once it was drawn.
    requestAnimationFrame(() => field.current?.focus());
  };
  useSlashKey(open);
  const onKeyDown = (event: KeyPress) => {
    if (event.key === 'Enter') flush();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (text === '') field.current?.blur();
    else clear();
  };
  const onLeave = () => {
    flush();
    setIsWanted(false);
  };

  return (
    <div className="ml-auto flex items-center">
      {!isOpen && (
        <IconButton label="Search" className="tablet:hidden" onClick={open}>
          <Search size={20} strokeWidth={1.75} aria-hidden="true" />
        </IconButton>
      )}
      <div
        className={`items-center tablet:static tablet:flex tablet:p-0 ${isOpen ? 'absolute inset-0 z-3 flex bg-canvas px-2' : 'hidden'}`}
      >
        <label className="relative flex flex-1 items-center text-ink-3">
          <span className="sr-only">Search for a name or number</span>
          <Search size={18} strokeWidth={1.75} aria-hidden="true" className="pointer-events-none absolute left-3" />
          <input
            ref={field}
            type="text"
            inputMode="search"
            enterKeyHint="search"
            autoComplete="off"
            spellCheck={false}
            placeholder="Name or number"
            maxLength={LONGEST_QUERY}
            value={text}
            onChange={({ target }) => type(target.value)}
            onBlur={onLeave}
            onKeyDown={onKeyDown}
            className="field w-full pr-11! pl-9.5! text-ink placeholder:text-ink-3 tablet:h-9! tablet:w-50 tablet:pr-9! tablet:text-md! desk:w-66"
          />
          {text === '' && (
            <span aria-hidden="true" className="pointer-events-none absolute right-2.5 hidden text-xs tablet:block">
              <kbd className="rounded-xs border border-line px-1.5 font-sans">/</kbd>
            </span>
          )}
        </label>
        {isOpen && (
          <ClearButton isEmpty={text === ''} onClear={clear} onClose={() => setIsWanted(false)} field={field} />
        )}
      </div>
    </div>
  );
}

interface ClearButtonProps {
  field: RefObject<HTMLInputElement | null>;
  isEmpty: boolean;
  onClear: () => void;
  onClose: () => void;
}

function ClearButton({ field, isEmpty, onClear, onClose }: ClearButtonProps) {
  const clear = () => {
    onClear();
    field.current?.focus();
  };
  return (
    <IconButton
      label={isEmpty ? 'Close the search' : 'Clear the search'}
      className={`relative -ml-11 tablet:-ml-9 ${isEmpty ? 'tablet:hidden' : ''}`}
      // The press must not take the focus first: a field that is left empty goes, and its button with it.
      onPointerDown={(event) => event.preventDefault()}
      onClick={isEmpty ? onClose : clear}
    >
      <X size={18} strokeWidth={1.75} aria-hidden="true" />
    </IconButton>
  );
}

/** The key "/" leads to the search from anywhere on the page. */
function useSlashKey(onSlash: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || isForSomethingElse(event)) return;
      event.preventDefault();
      onSlash();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onSlash]);
}
