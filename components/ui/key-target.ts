/** Whether a key press is for what has the focus, or for what lies above the page. */
export function isForSomethingElse(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || isTyping(event);
}

/** The same of a press together with Ctrl, Cmd or Alt. A checkbox takes only the space bar. */
export function isTyping({ target, defaultPrevented }: KeyboardEvent): boolean {
  const field = 'input:not([type="checkbox"]), select, textarea, [contenteditable]';
  const isField = target instanceof Element && target.closest(field) !== null;
  return defaultPrevented || isField || document.querySelector('dialog[open], [role="dialog"], [role="menu"]') !== null;
}
