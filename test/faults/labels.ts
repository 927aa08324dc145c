/** How a command is called in the matrix, without the numbers that it happens to name. */
function labelOf(command: string): string {
  const [, name = '', rest = ''] = /^((?:UID )?\S+) ?(.*)$/.exec(command) ?? [];
  if (/LIST|LSUB/.test(name)) return name;
  if (/FETCH/.test(name)) return `${name} ${whatIsFetched(rest)}`;
  return [name, ...rest.split(' ').filter((word) => !/^[\d,:*]+$/.test(word))].join(' ');
}

function whatIsFetched(query: string): string {
  if (query.includes('HEADER')) return 'headers';
  if (query.includes('BODYSTRUCTURE')) return 'structure';
  return query.includes('CHANGEDSINCE') ? 'changed flags' : 'flags';
}

/** Each with a number where an earlier one is called the same. */
export function labelsOf(commands: string[]): string[] {
  const labels = commands.map(labelOf);
  return labels.map((label, at) => {
    const nth = labels.slice(0, at + 1).filter((other) => other === label).length;
    return nth > 1 ? `${label} (${nth})` : label;
  });
}
