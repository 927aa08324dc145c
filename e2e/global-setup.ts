import { build } from '#test/build.ts';

/** Every worker serves the same build. */
// biome-ignore lint/style/noDefaultExport: Playwright asks for one
export default build;
