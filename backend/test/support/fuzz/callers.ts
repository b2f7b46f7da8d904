import { reachOf, type RoleHolder } from "@waybill/protocol/permissions/reach-of";
import { ROLE_NAMES } from "@waybill/protocol/permissions/roles";
import { isInScope, scopesOf, type Scope } from "@waybill/protocol/permissions/scopes";
import type { Act } from "@waybill/protocol/permissions/table";

/** Of what only programs of warehouses may ask for. */
export const WAREHOUSE_SCHEME = "warehouse";

export type Headers = Readonly<Record<string, string>>;

/** Somebody who asks, and what it is by the table of permissions. */
export interface Caller extends RoleHolder {
  name: string;
  /** What its token is good for. */
  scopes: readonly Scope[];
  /** Name of the one security scheme of the document that its credential is of, where that is not asked of people and keys. */
  scheme?: string;
  /** Makes a credential that opens something: the first one, or another when that opens nothing any more. */
  make(): Promise<Credential>;
}

/** What is sent along, and whether it still opens what it should. */
export interface Credential {
  headers: Headers;
  isGood(): Promise<boolean>;
}

/** Whether a caller may do an act, by the table. */
export function may({ scopes, ...holder }: Pick<Caller, keyof RoleHolder | "scopes">, act: Act): boolean {
  return reachOf(holder, act) !== undefined && (scopesOf(act).length === 0 || isInScope(scopes, act));
}

/** Whether a caller has what an operation asks for: a credential of its own kind, or a right by the table. */
export function isAble(caller: Caller, { act, scheme }: { act: Act; scheme: string | null }): boolean {
  return scheme === WAREHOUSE_SCHEME ? caller.scheme === scheme : may(caller, act);
}

/** Whether only admins and auditors of the installation may do it, whatever somebody is elsewhere. */
export function isForInstallationAlone(act: Act): boolean {
  return reachOf({ roles: ROLE_NAMES, installationRoles: [] }, act) === undefined;
}

/** The credentials of callers, who do to each other and to themselves whatever they may: end sessions, revoke keys, take roles, erase people. */
export interface Credentials {
  headersOf(name: string): Headers;
  /** Gives everybody another credential whose own opens nothing any more. */
  renewAll(): Promise<void>;
  /** The same for one who was refused. @returns whether it has others than it was refused with */
  renew(name: string, refused: Headers): Promise<boolean>;
}

export async function createCredentials(callers: readonly Caller[]): Promise<Credentials> {
  const held = new Map<string, Credential>();
  const renewing = new Map<string, Promise<void>>();
  for (const { name, make } of callers) held.set(name, await make());
  const headersOf: Credentials["headersOf"] = (name) => held.get(name)?.headers ?? {};
  const renewOne = async ({ name, make }: Caller): Promise<void> => {
    if (!(await held.get(name)?.isGood())) held.set(name, await make());
  };
  return {
    headersOf,
    async renewAll() {
      for (const caller of callers) await renewOne(caller);
    },
    async renew(name, refused) {
      const caller = callers.find((one) => one.name === name);
      if (caller === undefined) return false;
      // Several are refused at once: one is made for all of them.
      const running = renewing.get(name) ?? renewOne(caller).finally(() => renewing.delete(name));
      renewing.set(name, running);
      await running;
      return headersOf(name) !== refused;
    },
  };
}
