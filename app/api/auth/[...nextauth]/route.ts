import { authHandler } from '#lib/auth/options.ts';

export { authHandler as GET, authHandler as POST };
