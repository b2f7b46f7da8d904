import type { App } from "../../../platform/app.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import type { VerifySignature } from "../../../platform/signatures.ts";
import { createAccessTokens, type AccessTokens } from "./access-token.ts";
import { openSessionKeys, type SessionKeys } from "./session-keys.ts";
import { livePrincipal, type SessionChain } from "./sessions.service.ts";

/** What the routes of sessions work with. */
export interface Sessions {
  app: App;
  keys: SessionKeys;
  tokens: AccessTokens;
  verifyIdentity: VerifySignature;
  chain: SessionChain["chain"];
}

export function createSessions(deps: Omit<Sessions, "keys" | "tokens">): Sessions {
  const keys = openSessionKeys(deps.app.config.sessionKeysFile);
  return { ...deps, keys, tokens: createAccessTokens({ app: deps.app, keys }) };
}

/**
 * Who is behind an access token, as the database has it now: null once the session has ended, and for a token from before its person proved anew who
 * it is.
 */
export async function authenticateSession({ app, tokens, chain }: Sessions, token: string): Promise<Principal | null> {
  const said = await tokens.read(token);
  if (said === null) return null;
  const principal = await livePrincipal({ tx: app.db.dataSource.manager }, { chain }, said.credential, app.clock.now());
  return principal !== null && (principal.authTime ?? 0) <= (said.authTime ?? 0) ? principal : null;
}
