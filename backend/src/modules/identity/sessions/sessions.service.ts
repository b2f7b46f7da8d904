import { rolesOnChain, rolesWithin, type Role } from "@waybill/protocol/permissions/roles";
import { MEMBER_SCOPES, PERSON_SCOPES, type Scope } from "@waybill/protocol/permissions/scopes";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { roleNames } from "@waybill/protocol/typed-data/roles";
import type { App } from "../../../platform/app.ts";
import { record, type Actor } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { newId } from "../../../platform/ids.ts";
import { hashOfSecret, newSecret } from "../../../platform/secrets.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import type { ActorChain, ActorOnChain } from "../identity.ports.ts";
import { installationRolesOf } from "../installation/installation-roles.store.ts";
import { organisationsOf, rolesIn } from "../members/members.store.ts";
import { isByPasswordAlone, scopesByPasswordAlone } from "./password-alone.ts";
import { holdPerson, personOfWallet, walletsOf } from "./persons.store.ts";
import { TAKE_COOKIE_BACK } from "./refresh-cookie.ts";
import { GRACE_MILLISECONDS, IDLE_MILLISECONDS, SESSION_MILLISECONDS } from "./sessions.domain.ts";
import {
  endSessions,
  findSession,
  insertRefreshToken,
  insertSession,
  lockRefreshToken,
  noteProof,
  replaceRefreshTokens,
  touchSession,
  type SessionRow,
} from "./sessions.store.ts";

/** A session and the one refresh token that continues it. */
export interface OpenedSession {
  principal: Principal;
  refreshToken: string;
  expiresAt: Date;
}

/** What is asked about an account. */
export interface SessionChain {
  chain: Pick<ActorChain, "actorsByAccount" | "isWhole" | "requireUpToDate">;
}

/** What is needed to begin a session. */
export interface SessionOpening extends SessionChain {
  app: Pick<App, "personal">;
}

/**
 * Begins a session of a person.
 *
 * @param account the organisation that it is to act for
 * @throws {ProblemError} `identity.session-ended` for one who was erased meanwhile
 */
export async function openSession(
  ctx: Ctx,
  deps: SessionOpening,
  { person, account, amr, beganBy, device }: Pick<SessionRow, "person" | "account" | "amr" | "beganBy"> & { device: string },
): Promise<OpenedSession> {
  if (!(await holdPerson(ctx, person))) throw sessionEnded();
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + SESSION_MILLISECONDS);
  const session: SessionRow = {
    ...{ id: newId(ctx.random), person, account, amr, beganBy, authTime: now },
    device: deps.app.personal.seal("sessions.device", person, device),
    ...{ createdAt: now, usedAt: now, expiresAt },
  };
  await insertSession(ctx, session, new Date(now.getTime() + IDLE_MILLISECONDS));
  record(ctx, { action: "session.opened", by: actorOf(session), subject: session.id, details: { how: amr.join(" ") } });
  return continued(ctx, deps, session);
}

/** Begins a session of the person whose wallet it is. */
export async function openWalletSession(ctx: Ctx, deps: SessionOpening, account: Address, device: string): Promise<OpenedSession> {
  const person = await personOfWallet(ctx, account);
  const actsFor = await firstRegistered(ctx, deps, [account, ...(await organisationsOf(ctx, person))]);
  return openSession(ctx, deps, { person, account: actsFor, amr: ["swk"], beganBy: "wallet", device });
}

/** Begins a session of a person whose passkey answered: for the organisation of its wallet, else for the one joined last. */
export async function openPasskeySession(
  ctx: Ctx,
  deps: SessionOpening,
  { person, amr, device }: { person: string; amr: string[]; device: string },
): Promise<OpenedSession> {
  const account = await firstRegistered(ctx, deps, [...(await walletsOf(ctx, person)), ...(await organisationsOf(ctx, person))]);
  return openSession(ctx, deps, { person, account, amr, beganBy: "passkey", device });
}

/**
 * Of the organisations that a session might act for the first that is registered, else the first: it may be one day.
 *
 * @throws {ProblemError} 503 where that is not known: the session would keep what was chosen
 */
export async function firstRegistered(
  ctx: Pick<Ctx, "tx">,
  { chain }: SessionChain,
  accounts: readonly Address[],
): Promise<Address | null> {
  const actors = await chain.actorsByAccount(ctx, accounts);
  const registered = accounts.find((account) => actors.get(account)?.revokedAt === null);
  if (registered === undefined && accounts.length > 1) await chain.requireUpToDate(ctx);
  return registered ?? accounts[0] ?? null;
}

/**
 * Notes that the person of a session has proven anew who it is. What was given out for the session before ends with it: whoever has a copy of it proved
 * nothing.
 */
export async function renewProof(ctx: Ctx, deps: SessionChain, id: string, methods: readonly string[]): Promise<OpenedSession> {
  await noteProof(ctx, id, methods);
  const session = await findSession(ctx, id, ctx.clock.now());
  if (session === undefined) throw sessionEnded();
  await replaceRefreshTokens(ctx, id);
  const opened = await continued(ctx, deps, session);
  record(ctx, { action: "session.proved", by: opened.principal, subject: id, details: { how: methods.join(" ") } });
  return opened;
}

/**
 * The next refresh token of a session, for the one before. A token that was replaced longer ago than the grace has been copied: nobody can tell
 * by whom, so the session ends for both.
 *
 * @returns null when there is no session to go on with; what was ended stays ended, so the caller must not roll back
 */
export async function continueSession(ctx: Ctx, deps: SessionChain, refreshToken: string): Promise<OpenedSession | null> {
  const locked = await lockRefreshToken(ctx, hashOfSecret(refreshToken));
  if (locked === undefined) return null;
  const { session, replacedAt } = locked;
  const now = ctx.clock.now().getTime();
  if (replacedAt !== null && now - replacedAt.getTime() > GRACE_MILLISECONDS) {
    await endSessions(ctx, session.person, session.id);
    record(ctx, { action: "refresh-token.reused", by: actorOf(session), subject: session.id, outcome: "refused" });
    return null;
  }
  // One that comes within the grace leaves the others good: it has a token of its own beside them.
  if (replacedAt === null) await replaceRefreshTokens(ctx, session.id);
  await touchSession(ctx, session.id, new Date(now + IDLE_MILLISECONDS));
  return continued(ctx, deps, session);
}

async function continued(ctx: Ctx, deps: SessionChain, session: SessionRow): Promise<OpenedSession> {
  const token = newSecret(ctx.random);
  await insertRefreshToken(ctx, hashOfSecret(token), session.id);
  return { principal: await principalOf(ctx, deps, session), refreshToken: token, expiresAt: session.expiresAt };
}

function actorOf({ id, person, account }: SessionRow): Actor {
  return { kind: "session", credential: id, person, account: account as Address | null };
}

/** Who a session stands for now; null when it has ended. */
export async function livePrincipal(ctx: Pick<Ctx, "tx">, deps: SessionChain, id: string, now: Date): Promise<Principal | null> {
  const session = await findSession(ctx, id, now);
  return session === undefined ? null : principalOf(ctx, deps, session);
}

/**
 * A session acts for the organisation whose wallet its person has, or that it is a member of, while that is registered on chain. While that is not
 * known it acts for none, and says so: its person can do what needs no organisation.
 */
async function principalOf(ctx: Pick<Ctx, "tx">, { chain }: SessionChain, session: SessionRow): Promise<Principal> {
  const { id, person, authTime, amr } = session;
  const wish = session.account as Address | null;
  const actor = wish === null ? undefined : (await chain.actorsByAccount(ctx, [wish])).get(wish);
  const roles = wish === null || actor === undefined || actor.revokedAt !== null ? [] : await rolesFor(ctx, person, wish, actor);
  const installationRoles = await installationRolesOf(ctx, person);
  const common = { kind: "session", credential: id, person, authTime, amr, installationRoles } as const;
  const alone: readonly Scope[] | undefined = isByPasswordAlone(amr) ? await scopesByPasswordAlone(ctx, person) : undefined;
  if (roles.length > 0) return { ...common, account: wish, roles: ["customer", ...roles], scopes: alone ?? MEMBER_SCOPES };
  // Who was revoked stays it.
  const awaits = wish !== null && !actor?.revokedAt && !(await chain.isWhole(ctx));
  return { ...common, account: null, roles: ["customer"], scopes: alone ?? PERSON_SCOPES, ...(awaits ? { awaitsChain: true } : {}) };
}

/**
 * Whoever holds the organisation's wallet decides for it, and is what the chain calls it. Others are what they were made, while the organisation is
 * on chain what that stands for: the right in the database alone is none.
 */
async function rolesFor(ctx: Pick<Ctx, "tx">, person: string, account: Address, actor: ActorOnChain): Promise<Role[]> {
  const isHolder = (await walletsOf(ctx, person)).includes(account);
  if (isHolder) return ["admin", ...rolesOnChain(roleNames(actor.roles))];
  const inForce = rolesWithin(roleNames(actor.roles));
  return (await rolesIn(ctx, person, account)).filter((role) => inForce.includes(role));
}

/** What a client that has no session is told. */
export function sessionEnded(): ProblemError {
  return new ProblemError(IDENTITY_PROBLEMS.sessionEnded, { headers: TAKE_COOKIE_BACK });
}
