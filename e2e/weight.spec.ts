import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { expect, test } from './portal.ts';

/** Over what Next itself loads for a page that holds nothing. */
const LIMIT_BYTES = 60_000;

interface Script {
  name: string;
  /** As a browser is sent it. */
  gzipBytes: number;
}

/** Notes every script that the page loads. */
function scriptsOf(page: Page): () => Promise<Script[]> {
  const scripts: Promise<Script>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    const name = new URL(response.url()).pathname.split('/').at(-1) ?? '';
    scripts.push(response.body().then((body) => ({ name, gzipBytes: gzipSync(body).length })));
  });
  return () => Promise.all(scripts);
}

/** What Next loads for a page that holds nothing: of ours, the root layout has no script. */
function emptyPage(): Set<string> {
  const { rootMainFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8'));
  const manifest = readFileSync('.next/server/app/_not-found/page_client-reference-manifest.js', 'utf8');
  const { entryJSFiles } = JSON.parse(manifest.slice(manifest.lastIndexOf('] = ') + 4).replace(/;\s*$/, ''));
  const paths: string[] = [...rootMainFiles, ...entryJSFiles['[project]/app/layout']];
  return new Set(paths.map((path) => path.split('/').at(-1) ?? ''));
}

test('the list comes with 60 kB of script at most over an empty page', async ({ account, page, portal }) => {
  await account.receive(aMessage());
  const scripts = scriptsOf(page);
  await portal.openLive(account);
  const ours = (await scripts()).filter(({ name }) => !emptyPage().has(name));
  const bytes = ours.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
  const lines = ours.map(({ name, gzipBytes }) => `${gzipBytes} ${name}`);
  expect(bytes, lines.join('\n')).toBeLessThanOrEqual(LIMIT_BYTES);
});
