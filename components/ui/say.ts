/** The corner above the player, in `components/mailbox/mailbox-shell.tsx`. */
const CORNER = 'corner';

const SHOWN_MS = 8000;

const LOOK =
  'pointer-events-auto absolute bottom-full left-3 z-9 mb-3 flex min-h-13 max-w-[calc(100%-24px)] items-center rounded-lg bg-inverse px-4 py-2 text-inverse-ink shadow-float tablet:left-6 tablet:min-h-11';
/** Above whatever covers the page, and everything but its foot is inert. */
const LOOK_IN_DIALOG =
  'fixed inset-x-3 bottom-3 z-9 flex min-h-13 items-center rounded-lg bg-inverse px-4 py-2 text-inverse-ink shadow-float';

let shown: { box: HTMLElement; timer: ReturnType<typeof setTimeout> | undefined } | null = null;

/**
 * Says something in passing, to be seen and heard; what it said before goes. Without React: it costs a page nothing until something is said.
 * @param stays until something else is said
 */
export function say(words: string, { stays = false }: { stays?: boolean } = {}): HTMLElement {
  const dialog = document.querySelector('dialog[open]');
  const place = dialog ?? document.getElementById(CORNER) ?? document.body;
  // Whoever listens hears what changes in a region that is there already.
  const box = shown?.box.parentElement === place ? shown.box : boxIn(place, dialog ? LOOK_IN_DIALOG : LOOK);
  if (shown && shown.box !== box) shown.box.remove();
  clearTimeout(shown?.timer);
  shown = { box, timer: stays ? undefined : setTimeout(() => hush(box), SHOWN_MS) };
  box.textContent = words;
  return box;
}

function hush(box: HTMLElement): void {
  if (box.matches(':hover')) {
    if (shown) shown.timer = setTimeout(() => hush(box), SHOWN_MS);
    return;
  }
  box.remove();
  if (shown?.box === box) shown = null;
}

function boxIn(place: Element, look: string): HTMLElement {
  const box = document.createElement('div');
  box.setAttribute('role', 'status');
  box.className = look;
  place.append(box);
  return box;
}
