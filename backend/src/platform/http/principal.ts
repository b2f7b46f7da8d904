import type { RoleHolder } from "@waybill/protocol/permissions/reach-of";
import type { Scope } from "@waybill/protocol/permissions/scopes";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { chainNotRead } from "../chain-not-read.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";

/** Of whoever is known to any program of ours: by what, and whose act it is in the audit log. */
export interface KnownCaller {
  kind: "key" | "session";
  /** Id of the key or of the session; of the person, where a password comes with each request. */
  credential: string;
  /** Organisation that it acts for; null for a person who acts for none. */
  account: Address | null;
  /** Id of the person who signed in; null for a key. */
  person: string | null;
}

/** Who asks, and how it is known. Made by the identity module, asked by everybody. */
export interface Principal extends RoleHolder, KnownCaller {
  /** What the credential can be used for. */
  scopes: readonly Scope[];
  /** It may be more than this: what the chain says of its organisation has not been read up to now. */
  awaitsChain?: boolean;
  /** When the person last proved who it is; null for a key. */
  authTime: Date | null;
  /** How (RFC 8176): `swk`, `hwk`, `pwd`, `otp`. */
  amr: readonly string[];
}

/** Finds who is behind a bearer token, as the database has it now; null when the token is unknown, altered, expired or ended. */
export type Authenticate = (token: string) => Promise<Principal | null>;

/** Finds whose e-mail address and password came with a request. @throws {ProblemError} 401, 403 or 429 for anybody else */
export type AuthenticateBasic = (
  given: { name: string; password: string },
  from: { address: string; traceId: string },
) => Promise<Principal>;

/** How the credentials of an `Authorization` header are looked at. */
export interface Authenticators {
  bearer: Authenticate;
  basic: AuthenticateBasic;
}

/** Whose idempotency keys are one, and who did it in the audit log. */
export function callerOf({ kind, credential, person }: Pick<KnownCaller, "kind" | "credential" | "person">): string {
  return person === null ? `${kind}:${credential}` : `person:${person}`;
}

/** The person who is signed in, and by which session. @throws {ProblemError} 401 for nobody and for keys */
export function personOf(principal: Principal | null): { person: string; credential: string } {
  if (principal?.person == null) throw new ProblemError(PLATFORM_PROBLEMS.unauthorised);
  return { person: principal.person, credential: principal.credential };
}

/** The organisation that somebody acts for. @throws {ProblemError} 401 for nobody, 403 when there is none, 503 while that is not known */
export function organisationOf(principal: Principal | null): Address {
  if (principal === null) throw new ProblemError(PLATFORM_PROBLEMS.unauthorised);
  const { account, awaitsChain } = principal;
  if (account === null && awaitsChain) throw chainNotRead();
  if (account === null) throw new ProblemError(PLATFORM_PROBLEMS.forbidden, { detail: "You are signed in, but act for no organisation." });
  return account;
}
