import { say } from '#components/ui/say.ts';

/** Takes a number to the clipboard; where the browser does not let us, it is shown and selected, for the keys. */
export async function copyNumber(number: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(number);
    say(`Copied ${number}`);
  } catch {
    const box = say('The browser keeps the clipboard to itself. Copy it from here: ', { stays: true });
    const text = document.createElement('span');
    text.className = 'ml-1.5 font-semibold whitespace-nowrap select-all';
    text.textContent = number;
    box.append(text);
    getSelection()?.selectAllChildren(text);
  }
}
