import type { Address } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../../platform/app.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import type { ActorChain } from "../identity.ports.ts";
import { authenticate } from "../tokens.service.ts";

/**
 * The organisation behind a key. What people wrote in confidence is for those that are registered now, whatever the key allows; whether an organisation
 * is, may not be known for a while.
 */
export async function authenticateKey(
  app: App,
  chain: Pick<ActorChain, "actorsByAccount" | "isWhole">,
  token: string,
): Promise<Principal | null> {
  const tx = app.db.dataSource.manager;
  const principal = await authenticate(tx, app.clock.now(), token);
  if (!principal?.scopes.includes("reports")) return principal;
  const account = principal.account as Address;
  const actor = (await chain.actorsByAccount({ tx }, [account])).get(account);
  if (actor && actor.revokedAt === null) return principal;
  const awaits = !actor && !(await chain.isWhole({ tx }));
  return { ...principal, scopes: principal.scopes.filter((scope) => scope !== "reports"), ...(awaits ? { awaitsChain: true } : {}) };
}
