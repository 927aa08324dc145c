/** What goes wrong, and when. */
export interface Misbehaviour {
  /** A command: `FETCH`, or `UID FETCH` for that alone. `LOGIN` is AUTHENTICATE too, `GREETING` comes before all, `ANY` is each of them. */
  at: string;
  /** Only when the command has this in it, in any case: `\Deleted`. */
  holding?: string;
  /** `strand` hangs up, and the server does it all the same, unheard. `flood` says its words, and goes on until nobody listens. */
  does: 'hang' | 'drop' | 'no' | 'bad' | 'bye' | 'garbage' | 'wait' | 'strand' | 'flood';
  /** How a flood begins, and what then comes again and again; it ends by itself after 1 GB. */
  words?: { first: string; again: string };
  /** Told how many bytes a flood got rid of. */
  whenOver?: (sentBytes: number) => void;
  /** Before the server hears of the command, which is what is meant unless told; or when it has done it, whose answer nobody gets. */
  when?: 'before' | 'after';
  /** What others do at that very moment. */
  meanwhile?: () => Promise<unknown>;
  /** Told when the server has done it, for `after` and `strand`. */
  whenDone?: () => void;
  /** The response code of a NO or BYE: `OVERQUOTA`. */
  code?: string;
  /** The command goes through, and this much of the answers comes back, before it happens. */
  afterBytes?: number;
  /** How many times all goes well first, and how many times it goes wrong then: for ever unless told. */
  skip?: number;
  times?: number;
  /** Only to this user. */
  user?: string;
  /** How long `wait` takes before it lets the command, or with `after` its answer, through. */
  waitMs?: number;
}

/** A command as a client says it. */
export interface Command {
  tag: string;
  /** Without its UID. */
  name: string;
  isUid: boolean;
  /** What follows the tag, up to its first literal. */
  text: string;
}

/** Which rule a command meets. */
export class Plan {
  readonly seen: string[] = [];
  readonly #said = new Map<string, string[]>();
  #rules: (Misbehaviour & { skip: number; times: number })[] = [];

  /** From now on these; with a user, these for that user and what was told for others. */
  follow(rules: Misbehaviour[], user?: string): void {
    const others = user === undefined ? [] : this.#rules.filter((rule) => rule.user !== user);
    const whose = user === undefined ? {} : { user };
    const next = rules.map((rule) => ({ skip: 0, times: Number.POSITIVE_INFINITY, ...rule, ...whose }));
    this.#rules = [...others, ...next];
  }

  /** Every command of a user from now on, a line each. */
  listenTo(user: string): string[] {
    const said: string[] = [];
    this.#said.set(user, said);
    return said;
  }

  meet(command: Command, user: string | null): Misbehaviour | undefined {
    this.seen.push(command.name);
    this.#said.get(user ?? '')?.push(command.text);
    const concerned = this.#rules.filter((rule) => isConcerned(rule, command, user) && rule.times > 0);
    const due = concerned.find((rule) => rule.skip === 0);
    for (const rule of concerned) if (rule.skip > 0) rule.skip -= 1;
    if (due) due.times -= 1;
    return due;
  }
}

function isConcerned({ at, holding = '', user }: Misbehaviour, command: Command, whose: string | null): boolean {
  const { name, isUid, text } = command;
  const names = [name, 'ANY', ...(isUid ? [`UID ${name}`] : []), ...(name === 'AUTHENTICATE' ? ['LOGIN'] : [])];
  const isHeld = text.toLowerCase().includes(holding.toLowerCase());
  return names.includes(at) && isHeld && (user === undefined || user === whose);
}
