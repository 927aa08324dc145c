import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startNode } from './child.ts';

/** As old as the beginning of the last build that was completed. */
const STAMP = join(process.env.NEXT_DIST_DIR ?? '.next', 'built-from');

/** All that a build is made of. */
const SOURCES = ['app', 'components', 'lib', 'pages', 'public'];
const FILES = [
  'direct-answers.ts',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'postcss.config.js',
  'proxy.ts',
  'tsconfig.json',
];

/**
 * Builds what `server.ts` serves, unless nothing has changed since it was built.
 * @throws {Error} with what Next said
 */
export async function build(): Promise<void> {
  if (isBuilt()) return;
  const from = new Date();
  const next = startNode('build', ['node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production' });
  if ((await next.ended) !== 0) throw new Error(`The build failed:\n${next.log()}`);
  writeFileSync(STAMP, '');
  utimesSync(STAMP, from, from);
}

function isBuilt(): boolean {
  if (!existsSync(STAMP)) return false;
  const builtAt = statSync(STAMP).mtimeMs;
  return sources().every((path) => statSync(path).mtimeMs < builtAt);
}

/** Folders too: they change when a file in them goes. */
function sources(): string[] {
  const below = SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  return [...SOURCES, ...below, ...FILES].filter((path) => !path.includes('.test.'));
}
