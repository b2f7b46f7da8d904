import { BASIC_SCOPES, isByPasswordAlone, isForPeopleAlone, isInScope, MEMBER_SCOPES } from "@waybill/protocol/permissions/scopes";
import { reachOf, rolesFor } from "@waybill/protocol/permissions/reach-of";
import type { Reach } from "@waybill/protocol/permissions/roles";
import type { Act } from "@waybill/protocol/permissions/table";
import type { Request, Response } from "express";
import type { App } from "../app.ts";
import { chainNotRead } from "../chain-not-read.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { basicOf } from "./basic.ts";
import { isSecure } from "./origin.ts";
import type { Authenticators, KnownCaller, Principal } from "./principal.ts";
import { credentialOf, type Route } from "./route.ts";
import { checkStepUp } from "./step-up.ts";

/** Far above the longest access token. */
const BEARER = /^Bearer +([\x21-\x7e]{1,2000})$/i;

/** The token of an `Authorization` header; undefined for any other. */
export function bearerTokenOf(header: string | undefined): string | undefined {
  return BEARER.exec(header ?? "")?.[1];
}

/** Who asks, and how far it reaches. */
export interface Authorised<Caller extends KnownCaller = Principal> {
  principal: Caller | null;
  reach: Reach;
}

/** How a program decides who may do what a route does. What it finds out of the caller it leaves in `response.locals.principal`, as soon as it knows. @throws {ProblemError} 401 or 403 */
export type Authorise<AnyAct extends string = Act, Caller extends KnownCaller = Principal> = (
  route: Route<AnyAct, Caller>,
  exchange: { request: Request; response: Response },
) => Promise<Authorised<Caller>>;

/**
 * Whether whoever sent a request may do what the route does, by the table of permissions. Signatures, cookies and tokens of partners and warehouses are
 * checked by the services that know them; until then such a caller is nobody, and reaches its own.
 *
 * @throws {ProblemError} 401 without a credential where one is needed, 403 for one that may not
 */
export async function authorise(
  app: App,
  route: Route,
  { request, response }: { request: Request; response: Response },
  authenticators: Authenticators,
): Promise<Authorised> {
  const credential = credentialOf(route);
  if (credential === "demo" && !(app.config.demo && app.config.mode === "development"))
    throw new ProblemError(PLATFORM_PROBLEMS.forbidden, { detail: "The demonstration is switched off in this installation." });
  if (credential !== "bearer" && credential !== "author" && credential !== "reader") return { principal: null, reach: "own" };
  const header = request.get("authorization");
  if (header === undefined && credential !== "bearer") return { principal: null, reach: "own" };
  const given = takesBasic(app, route) ? basicOf(header) : undefined;
  const token = bearerTokenOf(header);
  const principal = given
    ? await byBasic(app, given, { request, response }, authenticators)
    : token === undefined
      ? null
      : await authenticators.bearer(token);
  response.locals["principal"] = principal;
  if (!principal) throw new ProblemError(PLATFORM_PROBLEMS.unauthorised, { headers: { "WWW-Authenticate": 'Bearer realm="waybill"' } });
  const reach = checkMay(principal, route.act);
  checkStepUp(app, route, principal);
  return { principal, reach };
}

/** Whether a route takes e-mail address and password instead of a token. What it does not take costs no hashing of a password. */
export function takesBasic({ config }: Pick<App, "config">, route: Pick<Route, "act" | "credential">): boolean {
  return config.httpBasic && credentialOf(route) === "bearer" && isInScope(BASIC_SCOPES, route.act);
}

async function byBasic(
  { config }: App,
  given: { name: string; password: string },
  { request, response }: { request: Request; response: Response },
  { basic }: Authenticators,
): Promise<Principal> {
  if (!isSecure(config, request)) throw new ProblemError(PLATFORM_PROBLEMS.httpsOnly);
  return basic(given, { address: request.ip ?? "", traceId: response.locals["traceId"] as string });
}

/**
 * How far somebody may do something.
 *
 * @throws {ProblemError} 403 when its roles or its token do not allow it; `platform.second-factor-needed` while a session rests on a password alone;
 *   `platform.chain-not-read` while it may be more than is known
 */
export function checkMay(principal: Principal, act: Act): Reach {
  const reach = reachOf(principal, act);
  if (reach !== undefined && isInScope(principal.scopes, act)) return reach;
  if (isByPasswordAlone(principal.scopes)) throw new ProblemError(PLATFORM_PROBLEMS.secondFactorNeeded);
  if (mayBeAllowedYet(principal, act)) throw chainNotRead();
  throw new ProblemError(PLATFORM_PROBLEMS.forbidden, { detail: whyNot(principal, act) });
}

/** Whether it is in the scopes that people and keys have once the chain says that their organisation is registered. */
function mayBeAllowedYet({ kind, awaitsChain }: Principal, act: Act): boolean {
  return awaitsChain === true && isInScope(kind === "key" ? ["reports"] : MEMBER_SCOPES, act);
}

function whyNot(principal: Principal, act: Act): string {
  const { kind, account, scopes } = principal;
  if (kind === "key" && isForPeopleAlone(act)) return "This is for people who signed in, not for keys.";
  const roles = rolesFor(act);
  const isOfOrganisations = roles.some(([, grant]) => grant !== "installation");
  if (kind === "session" && account === null && isOfOrganisations) return "You are signed in, but act for no organisation.";
  if (!isInScope(scopes, act)) return "This token is for something else.";
  return `This is for somebody else: ${act} is for ${roles
    .map(([role, grant]) => (grant === "installation" ? `${role} of the installation` : role))
    .join(", ")}.`;
}
