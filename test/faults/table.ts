import { FAULTS } from './faults.ts';

const INTRO = `# What becomes of a verb when the mail server fails it

Written by a test, which fails when it is no longer so: \`npx vitest run lib/mailbox/fault-matrix.test.ts -u\` writes it anew.
Each cell is a test: a fresh account on a real Dovecot, a verb on three messages at once, and a proxy that fails the verb at one
command. The commands are those that the verb sends when nothing fails, recorded in the same run: a new one is a new row.

A cell says what the person is told (nothing, \`done\`; or which error, of how many of the three where not of all) and how the
mailbox is then: *as before*, *done*, *partly done*, or *doubled* where a message is shown twice. *flagged*: a \`\\Deleted\` of ours lies
there until the next try or \`tidy\`. In **every** cell no message is lost, none is shown more than twice, ordinary mail and other
mailboxes are as they were, the page shows what a second client works out from the server, the same verb once more completes with
one copy of each, and \`tidy\` then leaves nothing behind.

| column | what happens to that command |
|---|---|
| cut before, cut after | the connection ends before the server hears of it, or when it has done it and nobody was told |
| cut, done later | the connection ends, and the server does it after the person was told |
| delay | it comes late, but comes |
| NO, BAD, NO […] | refused, and not done |
| NO after, BAD after | done, and the answer is a refusal |
| NO from then on, down from then on | this command and all after it, reconnecting and cleaning up too |

A dash: a command that only reads is the same before and after; a server's other words for the same are tried in the first table.`;

/** The results of all cells, by circumstance, row and column, in the order in which they were planned. */
export class Matrix {
  readonly #results = new Map<string, Map<string, Map<string, string>>>();

  plan(circumstance: string, row: string, column: string): void {
    this.note(circumstance, row, column, 'not run');
  }

  note(circumstance: string, row: string, column: string, result: string): void {
    const rows = this.#results.get(circumstance) ?? new Map<string, Map<string, string>>();
    this.#results.set(circumstance, rows);
    const columns = rows.get(row) ?? new Map<string, string>();
    rows.set(row, columns.set(column, result));
  }

  page(): string {
    const parts = [...this.#results].map(([circumstance, rows]) => `## When ${circumstance}\n\n${tableOf(rows)}`);
    return `${[INTRO, ...parts].join('\n\n')}\n`;
  }
}

function tableOf(rows: Map<string, Map<string, string>>): string {
  const names = FAULTS.map(({ name }) => name);
  const head = ['verb', 'command', ...names];
  const body = [...rows].map(([row, columns]) => [row, ...names.map((name) => columns.get(name) ?? '–')]);
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
