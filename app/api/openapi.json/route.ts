import { openApi } from '#lib/api/openapi.ts';
import { config } from '#lib/platform/config.ts';

export const dynamic = 'force-dynamic';

/** Open to all: says what can be asked, and nothing of anybody. */
export function GET(): Response {
  return Response.json(openApi(new URL(config().PUBLIC_URL).origin + config().BASE_PATH));
}
