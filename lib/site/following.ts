import 'server-only';
import { type BigIntStats, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { log } from '#lib/platform/log.ts';
import { once } from '#lib/platform/once.ts';
import { sectionsNamed } from './conf.ts';
import { type Files, filesBelow } from './files.ts';
import { type Finding, finding, findingText } from './finding.ts';
import { readConf } from './read-conf.ts';
import { type Site, type SiteOptions, siteOfConf, withFinding } from './site.ts';

const LOOK_MS = 1000;
/** So long nobody must have written: an editor or Asterisk may be in the middle of it. */
const QUIET_MS = 1000;

/** A configuration that is followed. */
interface Followed {
  site: Site;
  /** What the files were like when they were read. */
  read: string;
  /** What they were like at the last look, and when that was. */
  seen: string;
  lookedMs: number;
  /** Patterns and paths to look at. */
  patterns: ReadonlySet<string>;
}

/** Few: one process follows one voicemail.conf, in one way or two. */
const MOST_FOLLOWED = 8;

const followed = () => once('site', () => new Map<string, Followed>());

/**
 * What a voicemail.conf says now. Its files are looked at no more than once a second, and read anew when
 * they, or what their patterns match, have changed and been left alone for a second. While they are gone, half written, or
 * would be refused by Asterisk, the last good one stays, with the finding `conf-kept`.
 */
export function siteOf(file: string, options: SiteOptions = {}): Site {
  const path = resolve(file);
  const key = JSON.stringify([path, options.asteriskMajor, options.spoolFolder]);
  const known = followed().get(key);
  const now = Date.now();
  if (known && Math.abs(now - known.lookedMs) < LOOK_MS) return known.site;
  const next = known ? lookAgain(known, path, options, now) : readNow(path, options, now);
  if (!known && followed().size >= MOST_FOLLOWED) followed().clear();
  followed().set(key, next);
  return next.site;
}

/** Forgets what was read: the next question reads anew. */
export function forgetSites(): void {
  followed().clear();
}

function lookAgain(known: Followed, path: string, options: SiteOptions, now: number): Followed {
  const { text: seen, changedMs } = likeness(path, known.patterns);
  if (seen === known.read) return { ...known, seen, lookedMs: now };
  // A clock that is not ours may have put the time of change in the future.
  const isQuiet = seen === known.seen || now - changedMs >= QUIET_MS;
  if (!isQuiet) return { ...known, seen, lookedMs: now };
  const next = readNow(path, options, now);
  if (next.site.isKnown || !known.site.isKnown) return next;
  return { ...next, site: kept(known.site, next.site) };
}

function kept(site: Site, refused: Site): Site {
  const good = { ...site, findings: site.findings.filter(({ kind }) => kind !== 'conf-kept') };
  const why = refused.findings.at(-1)?.place ?? { file: site.path, line: 0 };
  return withFinding(good, tell(finding('conf-kept', why)));
}

/** Once for each reading; a file that stays as it is is not read again. */
function tell(one: Finding): Finding {
  log().warn({ finding: findingText(one) }, 'VOICEMAIL_CONF cannot be followed');
  return one;
}

function readNow(path: string, options: SiteOptions, now: number): Followed {
  const folder = dirname(path);
  const patterns = new Set([path, join(folder, ASTERISK_CONF)]);
  const files = noting(filesBelow(folder), patterns);
  // Before the reading: what is written meanwhile is a change.
  const before = likeness(path, patterns).text;
  const spoolFolder = options.spoolFolder ?? spoolOf(files, join(folder, ASTERISK_CONF));
  const site = siteOfConf(readConf(files, path), path, {
    ...options,
    ...(spoolFolder === null ? {} : { spoolFolder }),
  });
  const read = likeness(path, patterns).text;
  const isTorn = !read.startsWith(before);
  if (!site.isKnown) for (const one of site.findings.filter(({ severity }) => severity === 'danger')) tell(one);
  return { site, read: isTorn ? before : read, seen: read, lookedMs: now, patterns };
}

const ASTERISK_CONF = 'asterisk.conf';

/** `astspooldir` of asterisk.conf beside it. */
function spoolOf(files: Files, path: string): string | null {
  const entries = sectionsNamed(readConf(files, path), 'directories')[0]?.entries ?? [];
  return entries.find(({ name }) => name.toLowerCase() === 'astspooldir')?.value ?? null;
}

function noting(files: Files, patterns: Set<string>): Files {
  return {
    expand(pattern) {
      patterns.add(pattern);
      return files.expand(pattern);
    },
    read: (path) => files.read(path),
  };
}

/** What tells whether a file is another one, or has another content; and when the last of them changed. */
function likeness(main: string, patterns: ReadonlySet<string>): { text: string; changedMs: number } {
  const files = filesBelow(dirname(main));
  const stats = [...patterns].flatMap((pattern) =>
    files.expand(pattern).map((path) => ({ path, about: statOf(path) })),
  );
  const text = stats.map(({ path, about }) => `${path} ${about === null ? '-' : marksOf(about)}\n`);
  return { text: text.join(''), changedMs: Math.max(0, ...stats.map(({ about }) => Number(about?.mtimeMs ?? 0n))) };
}

/** Two writes in one tick of a coarse clock, or a copy that keeps the time, still differ in the time of the inode. */
function marksOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, size, mtimeNs, ctimeNs].join(' ');
}

function statOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null;
  }
}
