import type { Address } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../../platform/app.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import type { ActorChain } from "../identity.ports.ts";
import { authenticate } from "../tokens.service.ts";

/** The organisation behind a key. What people wrote in confidence is for those that are registered now, whatever the key allows. */
export async function authenticateKey(app: App, chain: Pick<ActorChain, "actorsByAccount">, token: string): Promise<Principal | null> {
  const tx = app.db.dataSource.manager;
  const principal = await authenticate(tx, app.clock.now(), token);
  if (!principal?.scopes.includes("reports")) return principal;
  const account = principal.account as Address;
  const actor = (await chain.actorsByAccount({ tx }, [account])).get(account);
  const isRegistered = actor !== undefined && actor.revokedAt === null;
  return isRegistered ? principal : { ...principal, scopes: principal.scopes.filter((scope) => scope !== "reports") };
}
