const LAMP = 'M4.077 10.615A1 1 0 0 0 5 12h14a1 1 0 0 0 .923-1.385l-3.077-7.384A2 2 0 0 0 15 2H9a2 2 0 0 0-1.846 1.23Z';
const MOST = 9;

/** The icon of a tab while something is new: the lamp is lit, and beside it stands how many. It has a ground of its own, so that it shows on any browser's. */
export function litIcon(newMessages: number): string {
  const count = newMessages > MOST ? `${MOST}+` : String(newMessages);
  const lamp = `<path d='${LAMP}' fill='#ffc04f'/><path d='M12 12v6' stroke='#ffc04f' stroke-width='2.4'/>`;
  const badge = `<circle cx='21' cy='21' r='11' fill='#ffc04f' stroke='#1f2125' stroke-width='2'/>`;
  const text = `<text x='21' y='27' font-family='sans-serif' font-size='${count.length > 1 ? 13 : 17}' font-weight='700' text-anchor='middle' fill='#1f2125'>${count}</text>`;
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='#1f2125'/><g transform='translate(0 1) scale(.92)'>${lamp}</g>${badge}${text}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
