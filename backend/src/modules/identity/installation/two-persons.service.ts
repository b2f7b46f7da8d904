import type { InstallationRules } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { record } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { personOf, type Principal } from "../../../platform/http/principal.ts";
import { newId } from "../../../platform/ids.ts";
import { IDENTITY_PROBLEMS } from "../identity.errors.ts";
import { makeReset, refuseOpened, takeSecondFactors, type MadeReset } from "../resets/ways-in.ts";
import { endInstallationInvitations } from "./installation-invitations.store.ts";
import { lockAndCountAdmins } from "./installation-roles.store.ts";
import { makeAdmin } from "./make-admin.ts";
import {
  hasTwoPersonRule,
  insertProposal,
  keepConfirmed,
  listProposals,
  setTwoPersonRule,
  takeProposal,
  useConfirmed,
  type Proposal,
  type ProposedAct,
} from "./two-persons.store.ts";

const WAITS_MILLISECONDS = 3 * 86_400_000;

/** Whether the rule is on, and what waits for a second admin. */
export async function rulesView(ctx: Pick<Ctx, "tx" | "clock">): Promise<InstallationRules> {
  const proposals = await listProposals(ctx);
  return {
    twoPersons: await hasTwoPersonRule(ctx),
    proposals: proposals.map(({ account, proposedAt, expiresAt, confirmedAt, ...one }) => ({
      ...{ ...one, account: account as Address | null, proposedAt: proposedAt.toISOString(), expiresAt: expiresAt.toISOString() },
      confirmedAt: confirmedAt?.toISOString() ?? null,
    })),
  };
}

/** Whether the rule binds now: with one admin alone there is nobody to ask. Admins are counted one after the other from here on. */
export async function isBoundByTwo(ctx: Pick<Ctx, "tx">): Promise<boolean> {
  return (await lockAndCountAdmins(ctx)) > 1 && (await hasTwoPersonRule(ctx));
}

/** Puts something before a second admin. */
export async function propose(ctx: Ctx, principal: Principal | null, act: ProposedAct, person: string | null): Promise<"proposed"> {
  const { person: proposedBy } = personOf(principal);
  await insertProposal(ctx, { id: newId(ctx.random), act, person, account: null, proposedBy, expiresAt: expiry(ctx) });
  record(ctx, { action: "proposal.made", by: principal, subject: person ?? "two-person rule", details: { act } });
  return "proposed";
}

/**
 * Whether an admin may have ADMIN on chain given to an account: alone where the rule does not bind, and else once another one has confirmed it.
 * Where nobody has, it is proposed. On chain itself the rule holds nobody: there the delays of the AccessManager do.
 */
export async function mayGrantAdminOnChain(ctx: Ctx, principal: Principal | null, account: Address): Promise<boolean> {
  if (!(await isBoundByTwo(ctx)) || (await useConfirmed(ctx, account))) return true;
  const { person: proposedBy } = personOf(principal);
  const act = "grant-admin-on-chain";
  await insertProposal(ctx, { id: newId(ctx.random), act, person: null, account, proposedBy, expiresAt: expiry(ctx) });
  record(ctx, { action: "proposal.made", by: principal, account, subject: account, details: { act } });
  return false;
}

function expiry({ clock }: Pick<Ctx, "clock">): Date {
  return new Date(clock.now().getTime() + WAITS_MILLISECONDS);
}

/** Switches the rule on at once; off at once where it binds nobody yet, otherwise it is proposed. */
export async function changeRule(ctx: Ctx, principal: Principal | null, twoPersons: boolean): Promise<"done" | "proposed"> {
  const isBound = await isBoundByTwo(ctx);
  if ((await hasTwoPersonRule(ctx)) === twoPersons) return "done";
  if (isBound) return propose(ctx, principal, "end-rule", null);
  await switchRule(ctx, principal, twoPersons);
  return "done";
}

/**
 * A second admin has it done.
 *
 * @returns the link, where that is what was proposed
 * @throws {ProblemError} `identity.unknown-proposal`, `identity.same-person`, `identity.own-ways-in`, `identity.ways-in-changed`; it then waits on
 */
export async function confirm(ctx: Ctx, principal: Principal | null, id: string): Promise<MadeReset | null> {
  await lockAndCountAdmins(ctx);
  const proposal = await take(ctx, id);
  const { act, person, account, proposedBy } = proposal;
  const confirmer = personOf(principal).person;
  if (confirmer === proposedBy) throw new ProblemError(IDENTITY_PROBLEMS.samePerson);
  if (confirmer === person) throw new ProblemError(IDENTITY_PROBLEMS.ownWaysIn);
  record(ctx, {
    action: "proposal.confirmed",
    by: principal,
    subject: account ?? person ?? "two-person rule",
    details: { act, proposedBy },
  });
  if (act === "grant-admin-on-chain") await keepConfirmed(ctx, proposal, expiry(ctx));
  else if (person === null) await switchRule(ctx, principal, false);
  else if (act === "reset-password") return makeReset(ctx, { person, by: principal });
  else if (act === "take-second-factors") await takeSecondFactors(ctx, { person, by: principal });
  else {
    await refuseOpened(ctx, person);
    await makeAdmin(ctx, { person, by: principal });
  }
  return null;
}

/** Nobody waits for it any more. @throws {ProblemError} `identity.unknown-proposal` */
export async function withdraw(ctx: Ctx, principal: Principal | null, id: string): Promise<void> {
  const { act, person, account } = await take(ctx, id);
  record(ctx, { action: "proposal.withdrawn", by: principal, subject: account ?? person ?? "two-person rule", details: { act } });
}

async function switchRule(ctx: Ctx, principal: Principal | null, twoPersons: boolean): Promise<void> {
  await setTwoPersonRule(ctx, twoPersons);
  if (twoPersons && (await isBoundByTwo(ctx))) await endInstallationInvitations(ctx, "admin");
  record(ctx, { action: "two-person-rule.changed", by: principal, subject: "two-person rule", details: { isOn: twoPersons } });
}

async function take(ctx: Pick<Ctx, "tx" | "clock">, id: string): Promise<Proposal> {
  const taken = await takeProposal(ctx, id);
  if (taken === undefined) throw new ProblemError(IDENTITY_PROBLEMS.unknownProposal);
  return taken;
}
