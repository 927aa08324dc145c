/** @type {import('next').NextConfig} */
export default {
  basePath: process.env.BASE_PATH,
  env: { BASE_PATH: process.env.BASE_PATH ?? '' },
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  // No picture of ours needs it, and whoever is not signed in could have it resize others.
  images: { unoptimized: true },
  reactStrictMode: true,
  turbopack: {
    // A Pages API route would load the package itself, which throws outside of server components. For a browser it still throws.
    resolveAlias: {
      'server-only': {
        browser: 'next/dist/compiled/server-only/index',
        default: 'next/dist/compiled/server-only/empty',
      },
    },
  },
  transpilePackages: ['server-only'],
  serverExternalPackages: ['@redis/client', 'imapflow', 'mailparser', 'pino'],
};
