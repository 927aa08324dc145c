/** Whether a key press is for what has the focus, or for what lies above the page. */
export function isForSomethingElse({ target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return true;
  const isField = target instanceof Element && target.closest('input, select, textarea, [contenteditable]') !== null;
  return isField || document.querySelector('dialog[open], [role="dialog"], [role="menu"]') !== null;
}
