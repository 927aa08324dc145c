const FIRST_MS = 100;

let region: HTMLElement | null = null;

/** Has a screen reader say something when it comes to it. Who looks reads it elsewhere. */
export function announce(text: string): void {
  if (region?.isConnected) region.textContent = text;
  else {
    region = makeRegion();
    // A region that announces must be there before what it says.
    setTimeout(() => region?.replaceChildren(text), FIRST_MS);
  }
}

function makeRegion(): HTMLElement {
  const made = document.createElement('div');
  made.setAttribute('role', 'status');
  made.className = 'sr-only';
  made.dataset.announcer = '';
  document.body.append(made);
  return made;
}
