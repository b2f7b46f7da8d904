import type { Act } from "./table.ts";

/**
 * What a bearer token can be used for, whatever the roles of whoever stands behind it: `session` is what people have who signed in, `proof` and
 * `enrolment` what they have until a second factor stands beside their password, `shop` what e-mail address and password are good for that come with
 * each request (HTTP Basic), the others are given to keys. An act that stands in none of them cannot be done by a credential that is shown.
 */
export const SCOPES = {
  session: [
    ...["sessions:prove", "sessions:list", "sessions:endThis", "sessions:end", "person:read", "person:listPasskeys", "person:addFactor"],
    ...["person:protect", "person:export", "person:erase"],
    ...["consents:list", "consents:give", "consents:withdraw"],
    ...["members:join", "members:list", "members:invite", "members:change", "members:remove", "members:resetPassword"],
    ...["members:listInvitations", "members:withdrawInvitation"],
    ...["installation:listRoles", "installation:giveRole", "installation:takeRole"],
    ...["installation:listKeys", "installation:revokeKey", "installation:listSessions", "installation:endSession"],
    ...["installation:listPeople", "installation:removeMember", "installation:invite"],
    ...["installation:listInvitations", "installation:withdrawInvitation"],
    ...["installation:resetPassword", "installation:takeFactors"],
    ...["installation:readRules", "installation:changeRules", "installation:confirm", "installation:withdraw"],
    ...["installation:listOrganisations", "installation:changeActor", "installation:listChainActs", "installation:acknowledgeAct"],
    ...["apiKeys:list", "apiKeys:make", "apiKeys:rotate", "apiKeys:revoke", "auditLog:read", "statements:erase"],
    ...[
      "persons:preview",
      "persons:find",
      "persons:reveal",
      "persons:export",
      "persons:erase",
      "persons:hold",
      "persons:release",
      "persons:listHolds",
    ],
    ...["retention:read", "settings:read", "copies:list", "copies:renew", "transactions:replace", "transactions:withdraw"],
    ...["subscriptions:watch", "subscriptions:steer", "subscriptions:replaceSecret", "exchangeEvents:read", "exchangeEvents:retry"],
    ...["stock:read", "stock:receive", "stock:adjust"],
    ...["warehouses:read", "warehouses:pause", "warehouses:resume", "warehouses:compare", "warehouses:accept"],
    ...["warehouses:remove", "warehouses:letIn"],
    ...["articles:describe", "articles:withdraw", "deliveryTerms:set", "deliveryTerms:end"],
    ...["carts:read", "carts:change", "orders:place", "orders:read", "orders:cancel", "orders:explain", "orders:steer"],
    ...["orders:ship", "orders:takeBack", "payments:answer", "payments:settle", "routing:read", "routing:set"],
  ],
  proof: ["sessions:prove", "sessions:endThis", "person:read"],
  enrolment: ["person:addFactor"],
  shop: ["carts:read", "carts:change", "orders:place", "orders:read", "orders:cancel", "payments:answer"],
  capture: [
    ...["statements:capture", "statements:erase", "masterData:describe", "links:set", "links:end"],
    ...["queries:keep", "queries:forget", "queries:follow"],
    ...[
      "subscriptions:read",
      "subscriptions:begin",
      "subscriptions:end",
      "subscriptions:watch",
      "subscriptions:steer",
      "subscriptions:replaceSecret",
    ],
    ...["documents:read", "documents:keep", "documents:readKey", "documents:erase"],
    ...["factorTables:upload", "footprints:keep", "claims:draft"],
    ...["exchange:read", "exchange:publish", "exchange:deprecate", "exchange:ask", "exchangeEvents:read", "exchangeEvents:retry"],
    ...["partners:list", "partners:add", "partners:change", "partners:end"],
    ...["clients:list", "clients:give", "clients:rotate", "clients:revoke", "auditLog:read"],
  ],
  reports: ["reports:list", "reports:answer", "auditLog:read"],
  claims: ["claims:draft", "footprints:keep", "auditLog:read"],
  audit: ["auditLog:read"],
} as const satisfies Readonly<Record<string, readonly Act[]>>;

export type Scope = keyof typeof SCOPES;

/** What people have who signed in, and what they have besides while they act for an organisation. */
export const PERSON_SCOPES = ["session"] as const satisfies readonly Scope[];
export const MEMBER_SCOPES = [...PERSON_SCOPES, "reports", "claims"] as const satisfies readonly Scope[];

/** What people have who showed a password alone: the way to their second factor, or to a first one while they have none. */
export const PROOF_SCOPES = ["proof"] as const satisfies readonly Scope[];
export const ENROLMENT_SCOPES = [...PROOF_SCOPES, "enrolment"] as const satisfies readonly Scope[];

/** What a customer can do in the shop who shows e-mail address and password with each request. */
export const BASIC_SCOPES = ["shop"] as const satisfies readonly Scope[];

/** What people have, and keys never. */
const PEOPLE_SCOPES: readonly Scope[] = [...PERSON_SCOPES, ...ENROLMENT_SCOPES, ...BASIC_SCOPES];

/** Whether an act is for people who signed in, and for no key. */
export function isForPeopleAlone(act: Act): boolean {
  return scopesOf(act).every((scope) => PEOPLE_SCOPES.includes(scope));
}

/** Whether whoever has these scopes signed in by a password alone. */
export function isByPasswordAlone(scopes: readonly Scope[]): boolean {
  return scopes.includes("proof");
}

/** Whether a token with these scopes may be used for an act. */
export function isInScope(scopes: readonly Scope[], act: Act): boolean {
  return scopes.some((scope) => (SCOPES[scope] as readonly Act[] | undefined)?.includes(act));
}

/** The scopes that hold an act. */
export function scopesOf(act: Act): Scope[] {
  return (Object.keys(SCOPES) as Scope[]).filter((scope) => isInScope([scope], act));
}
