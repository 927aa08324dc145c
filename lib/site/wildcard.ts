import 'server-only';

/** `{a,b}` and what lies in it, spelled out (glob(3) GLOB_BRACE). @returns no more than `limit` */
export function spellOut(pattern: string, limit: number): string[] {
  const waiting = [pattern];
  const done: string[] = [];
  while (waiting.length > 0 && done.length + waiting.length <= limit) {
    const one = waiting.pop() ?? '';
    const [head, choices, tail] = firstBrace(one);
    if (choices.length === 0) done.push(one);
    else waiting.push(...choices.map((choice) => head + choice + tail).reverse());
  }
  return done.slice(0, limit);
}

function firstBrace(pattern: string): [head: string, choices: string[], tail: string] {
  const open = pattern.indexOf('{');
  const ends = open < 0 ? [] : choiceEnds(pattern, open);
  const last = ends.at(-1);
  if (last === undefined) return [pattern, [], ''];
  const choices = ends.map((end, index) => pattern.slice((index === 0 ? open : (ends[index - 1] ?? open)) + 1, end));
  return [pattern.slice(0, open), choices, pattern.slice(last + 1)];
}

/** Where the choices of the brace end: its own commas, and its closing. None when it does not close. */
function choiceEnds(pattern: string, open: number): number[] {
  const ends: number[] = [];
  let depth = 0;
  for (let at = open; at < pattern.length; at += 1) {
    const sign = pattern[at];
    if (sign === '{') depth += 1;
    if (depth === 1 && (sign === ',' || sign === '}')) ends.push(at);
    if (sign === '}') depth -= 1;
    if (depth === 0) return ends;
  }
  return [];
}

/** Whether glob(3) would look for it rather than take it by its name. */
export function isPattern(name: string): boolean {
  return /[*?[]/.test(name);
}

/** Whether a file name fits a pattern without `/`: `*`, `?`, `[a-z]`, `[!a]`. A name that begins with a dot must be meant (glob(7)). */
export function fits(name: string, pattern: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  const signs = signsOf(pattern);
  let [at, sign, star, from] = [0, 0, -1, 0];
  while (at < name.length) {
    const wanted = signs[sign];
    if (wanted === '*') {
      star = sign;
      from = at;
      sign += 1;
    } else if (wanted !== undefined && isOne(name[at] ?? '', wanted)) {
      at += 1;
      sign += 1;
    } else if (star >= 0) {
      // The last star takes one more: that finds a fit where there is one, in the square of the length.
      from += 1;
      at = from;
      sign = star + 1;
    } else return false;
  }
  return signs.slice(sign).every((rest) => rest === '*');
}

function signsOf(pattern: string): string[] {
  return pattern.match(/\\[\s\S]|\[[!^]?\]?[^\]]*\]|[\s\S]/g) ?? [];
}

function isOne(character: string, sign: string): boolean {
  if (sign === '?') return true;
  if (sign.length === 1) return sign === character;
  if (sign.startsWith('\\')) return sign.slice(1) === character;
  const isNot = /^\[[!^]/.test(sign);
  const ranges = sign.slice(isNot ? 2 : 1, -1).match(/[\s\S]-[\s\S]|[\s\S]/g) ?? [];
  const isIn = ranges.some((range) => (range.length === 3 ? between(character, range) : range === character));
  return isIn !== isNot;
}

function between(character: string, range: string): boolean {
  return character >= range.charAt(0) && character <= range.charAt(2);
}
