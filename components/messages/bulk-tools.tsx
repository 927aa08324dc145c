'use client';

import { X } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { chooseAllWords } from './bulk-words.ts';
import { ChosenWords } from './chosen-words.tsx';
import { ExportButton } from './export-button.tsx';
import { MoveButton } from './move-button.tsx';
import { UnderDock } from './under-dock.tsx';
import { useAct } from './use-act.ts';
import { useListSelection, useSelectionState } from './use-selection.ts';
import { leavingVerbs, MARK, type Verb } from './verbs.tsx';

/** What one can do with the chosen; on a phone it stands at the foot. */
export function BulkTools() {
  const selection = useListSelection();
  return (
    <>
      <div
        role="toolbar"
        aria-label="Selected messages"
        className="relative z-5 hidden h-12 items-center gap-0.5 bg-selected px-5 tablet:flex"
      >
        <IconButton
          label="Clear selection"
          title="Clear selection (Esc)"
          className={HOVER}
          onClick={() => selection.clear()}
        >
          <X size={18} strokeWidth={1.75} aria-hidden="true" />
        </IconButton>
        <span className="pr-2 pl-3 font-semibold whitespace-nowrap tabular-nums">
          <ChosenWords />
        </span>
        <ChooseAll />
        <span className="flex-1" />
        <Verbs look="bar" />
      </div>
      <UnderDock label="Selected messages">
        <div
          role="toolbar"
          aria-label="Selected messages"
          className="relative z-7 flex border-t border-line bg-raised px-1 pt-1.5 pb-5.5 *:flex-1 tablet:hidden"
        >
          <Verbs look="foot" />
        </div>
      </UnderDock>
    </>
  );
}

/** What a phone's head becomes. */
export function BulkHeadTools() {
  const selection = useListSelection();
  return (
    <div className="flex h-14 items-center bg-selected px-1 tablet:hidden">
      <IconButton label="Clear selection" onClick={() => selection.clear()}>
        <X size={20} strokeWidth={1.75} aria-hidden="true" />
      </IconButton>
      <h1 className="min-w-0 flex-1 truncate pl-1 text-[17px]/7 font-bold tracking-tight tabular-nums">
        <ChosenWords />
      </h1>
      <ChooseAll />
    </div>
  );
}

function ChooseAll() {
  const selection = useListSelection();
  const words = useSelectionState(chooseAllWords);
  if (words === null) return null;
  return (
    <button
      type="button"
      onClick={() => selection.chooseAll()}
      className="thumb h-9 rounded-sm px-2 text-sm font-medium whitespace-nowrap text-focus tabular-nums underline underline-offset-3 max-tablet:mr-2"
    >
      {words}
    </button>
  );
}

const HOVER = 'hover:bg-[color-mix(in_srgb,var(--color-focus)_14%,transparent)]';

const LOOKS = {
  bar: `flex h-9 items-center gap-2 rounded-md px-2.5 text-sm font-medium whitespace-nowrap ${HOVER}`,
  foot: 'grid h-14 justify-items-center content-center gap-1 rounded-md text-xs font-medium whitespace-nowrap text-ink-2',
};

function Verbs({ look }: { look: keyof typeof LOOKS }) {
  const selection = useListSelection();
  const act = useAct();
  const folder = useSelectionState(({ shown }) => shown?.folder ?? 'inbox');
  const press = ({ wish }: Pick<Verb, 'wish'>) => {
    const target = selection.targetFor(null);
    if (!target) return;
    act(wish, target);
    // What stays chosen after a mark would only be in the way of the next choice.
    if (wish.verb === 'mark') selection.clear();
  };
  return (
    <>
      {[MARK.heard, MARK.new].map((verb) => (
        <VerbButton key={verb.label} verb={verb} look={look} onClick={() => press(verb)} />
      ))}
      <MoveButton folder={folder} className={LOOKS[look]} onMove={(wish) => press({ wish })} />
      <ExportButton className={LOOKS[look]} chosen={() => selection.targetFor(null)} />
      {leavingVerbs(folder).map((verb) => (
        <VerbButton key={verb.label} verb={verb} look={look} onClick={() => press(verb)} />
      ))}
    </>
  );
}

function VerbButton({ verb, look, onClick }: { verb: Verb; look: keyof typeof LOOKS; onClick: () => void }) {
  const danger = verb.isDanger ? 'text-danger' : '';
  const words = look === 'bar' && verb.isDanger ? verb.label : verb.short;
  return (
    <button
      type="button"
      aria-label={verb.label}
      title={verb.label}
      onClick={onClick}
      className={`${LOOKS[look]} ${danger}`}
    >
      {verb.icon}
      <span className={look === 'bar' ? 'hidden desk:inline' : ''}>{words}</span>
    </button>
  );
}
