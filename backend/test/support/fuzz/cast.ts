import type { InstallationRole } from "@waybill/protocol/permissions/roles";
import { NOBODY } from "@waybill/protocol/permissions/reach-of";
import { ENROLMENT_SCOPES, MEMBER_SCOPES, PERSON_SCOPES } from "@waybill/protocol/permissions/scopes";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { DEVELOPMENT_SERVICE_SECRET } from "../../../src/config/development-keys.ts";
import { warehouseToken } from "../../../src/config/warehouse-token.ts";
import type { App } from "../../../src/platform/app.ts";
import { inTransaction, type Ctx } from "../../../src/platform/context.ts";
import { newId } from "../../../src/platform/ids.ts";
import { holdPerson, personOfWallet } from "../../../src/modules/identity/sessions/persons.store.ts";
import { issueToken } from "../../../src/modules/identity/tokens.service.ts";
import { send, type RequestOptions } from "../backend.ts";
import { ownerWith } from "../exchange.ts";
import { refresh, signedOf } from "../sessions.ts";
import { WAREHOUSE_SCHEME, type Caller, type Credential, type Headers } from "./callers.ts";
import { makePerson, openSession, type Opening } from "./people.ts";

export interface Stage {
  app: App;
  url: string;
  alice: Address;
  bob: Address;
}

/** The warehouse that asks. It is not the one that admins do something to: nobody calls it at the addresses that are made up for it. */
export const TELLER = "delta";
/** The warehouse that admins remove, and let in again: nobody sends anything from there. */
export const SPARE = "epsilon";

const SCOPES = ["capture", "reports", "claims", "audit"] as const;
const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });
const OLD = 3_600_000;
const always = async () => true;

/**
 * Everybody who asks. Two admins of the installation, so that one confirms what the other proposes, with a second factor and a proof that stays fresh,
 * as the clock stands; an admin whose proof is old; and one with a password alone. Only members who do not hold a wallet are left out: they may a part
 * of what Alice may.
 */
export function castOf(stage: Stage): Caller[] {
  const { alice, bob } = stage;
  const fixed = (headers: Headers) => async (): Promise<Credential> => ({ headers, isGood: always });
  const service = { roles: ["service"], installationRoles: [], scopes: SCOPES } as const;
  const holder = { roles: ["customer", "admin", "supplier", "carrier"], installationRoles: [], scopes: MEMBER_SCOPES } as const;
  const forAll = (role: InstallationRole) => ({ roles: ["customer"], installationRoles: [role], scopes: PERSON_SCOPES }) as const;
  return [
    { name: "nobody", ...NOBODY, scopes: [], make: fixed({}) },
    { name: "a guess", ...NOBODY, scopes: [], make: fixed(bearer("wb_guess")) },
    { name: "Alice's key", ...service, make: () => keyOf(stage, alice) },
    { name: "Bob's key", ...service, make: () => keyOf(stage, bob) },
    { name: "Alice's session", ...holder, make: () => walletSession(stage, alice) },
    { name: "Alice's cookie", ...holder, scopes: [], make: () => walletSession(stage, alice, "cookie") },
    { name: "the partner", ...service, scopes: [], make: () => partnerOf(stage) },
    {
      name: "a warehouse",
      ...NOBODY,
      scopes: [],
      scheme: WAREHOUSE_SCHEME,
      make: fixed(bearer(warehouseToken(DEVELOPMENT_SERVICE_SECRET, TELLER))),
    },
    { name: "an admin", ...forAll("admin"), make: () => installationSession(stage, "admin") },
    { name: "another admin", ...forAll("admin"), make: () => installationSession(stage, "admin") },
    { name: "an auditor", ...forAll("auditor"), make: () => installationSession(stage, "auditor") },
    // Dangerous acts are refused to it: it is not among those who may.
    { name: "an admin with an old proof", ...forAll("admin"), scopes: [], make: () => installationSession(stage, "admin", OLD) },
    { name: "an admin by a password alone", ...forAll("admin"), scopes: ENROLMENT_SCOPES, make: () => sessionByPassword(stage) },
  ];
}

async function keyOf({ app }: Stage, account: Address): Promise<Credential> {
  const { id, token } = await issueToken({ tx: app.db.dataSource.manager, clock: app.clock, random: app.random }, account, {
    scopes: SCOPES,
  });
  return { headers: bearer(token), isGood: () => isThere(app, "SELECT FROM api_tokens WHERE id = $1 AND revoked_at IS NULL", [id]) };
}

async function walletSession(stage: Stage, account: Address, how: "token" | "cookie" = "token"): Promise<Credential> {
  const opening = async (ctx: Ctx) => ({ person: await personOfWallet(ctx, account), account, amr: ["swk"] });
  return sessionOf(stage, opening, { how });
}

async function installationSession(stage: Stage, role: InstallationRole, provedMillisecondsAgo = 0): Promise<Credential> {
  const person = await makePerson(stage.app, { role });
  return sessionOf(stage, async () => ({ person, account: null, amr: ["pwd", "otp"], provedMillisecondsAgo }), { role });
}

/** It may set up a second factor, and is then another caller than it should be. */
async function sessionByPassword(stage: Stage): Promise<Credential> {
  const person = await makePerson(stage.app, { role: "admin", hasApp: false });
  return sessionOf(stage, async () => ({ person, account: null, amr: ["pwd"] }), { role: "admin", isAlone: true });
}

interface Expected {
  how?: "token" | "cookie";
  role?: InstallationRole;
  isAlone?: boolean;
}

async function sessionOf(stage: Stage, openingIn: (ctx: Ctx) => Promise<Opening>, expected: Expected): Promise<Credential> {
  const { how = "token", role, isAlone = false } = expected;
  const { app, url } = stage;
  const opened = await inTransaction(app, async (ctx) => {
    const opening = await openingIn(ctx);
    // Whoever is being erased right now is somebody else the next time.
    return (await holdPerson(ctx, opening.person)) ? { ...(await openSession(ctx, opening)), account: opening.account } : undefined;
  });
  if (opened === undefined) return sessionOf(stage, openingIn, expected);
  const { id, refreshToken, account } = opened;
  const request = (method: string, path: string, options?: RequestOptions) => send(url, method, path, options);
  const { accessToken, cookie } = signedOf(await refresh({ url, request }, `__Host-waybill-refresh=${refreshToken}`));
  return {
    headers: how === "token" ? bearer(accessToken) : { Cookie: cookie, Origin: url, "Sec-Fetch-Site": "same-origin" },
    isGood: () =>
      isThere(
        app,
        `SELECT FROM sessions s WHERE id = $1 AND ended_at IS NULL AND account IS NOT DISTINCT FROM $2 AND (NOT $3 OR amr = '{pwd}')
           AND ($4::text IS NULL OR EXISTS (SELECT FROM installation_roles r WHERE r.person_id = s.person_id AND r.role = $4))`,
        [id, account, isAlone, role ?? null],
      ),
  };
}

async function partnerOf({ app, url, alice }: Stage): Promise<Credential> {
  const exchange = await ownerWith({ app, url }, alice);
  const kept = await exchange.publish();
  const partner = await exchange.partner(`Partner ${newId(app.random)}`, { products: kept.footprint.productIds });
  return { headers: bearer(partner.accessToken), isGood: async () => (await partner.ask("GET", "/3/footprints")).status === 200 };
}

async function isThere({ db }: App, sql: string, values: unknown[]): Promise<boolean> {
  return (await db.pool.query(sql, values)).rows.length > 0;
}
