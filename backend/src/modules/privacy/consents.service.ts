import { PERSON_PURPOSES, PURPOSES, type PersonPurpose } from "@waybill/protocol/privacy/purposes";
import type { ConsentView } from "@waybill/protocol/schemas/api/consents";
import type { Actor } from "../../platform/audit.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { personOf, type Principal } from "../../platform/http/principal.ts";
import { PLATFORM_PROBLEMS } from "../../platform/problems.ts";
import { consenting, giveConsent, saidTo, withdrawConsent, type Saying } from "../../platform/personal/consents.ts";
import { PRIVACY_PROBLEMS } from "./privacy.errors.ts";

/** So far back the person is shown what it said; the export has all of it. */
const SHOWN = 50;

/** Every purpose that people are asked about, and what this one said. */
export async function consentViews(ctx: Pick<Ctx, "tx">, principal: Principal | null): Promise<ConsentView[]> {
  const { person } = personOf(principal);
  const views: ConsentView[] = [];
  for (const purpose of PERSON_PURPOSES) {
    const isGiven = (await consenting(ctx, purpose, [person])).has(person);
    const said = await saidTo(ctx, { owner: person, purpose }, SHOWN);
    const history = said.map(({ version, isGiven: was, at }) => ({ version, isGiven: was, at: at.toISOString() }));
    views.push({ purpose, version: PURPOSES[purpose].version, isGiven, history });
  }
  return views;
}

/** @throws {ProblemError} `privacy.unknown-purpose`, `platform.consent-words-changed` */
export async function give(
  ctx: Ctx,
  principal: Principal | null,
  { purpose, version }: { purpose: string; version: number },
): Promise<void> {
  await giveConsent(ctx, await sayingOf(ctx, principal, purpose), version);
}

/** @throws {ProblemError} `privacy.unknown-purpose` */
export async function withdraw(ctx: Ctx, principal: Principal | null, purpose: string): Promise<void> {
  await withdrawConsent(ctx, await sayingOf(ctx, principal, purpose));
}

/** Who says what about which purpose: one request of a person after the other, and none of somebody who is being erased. */
async function sayingOf(ctx: Pick<Ctx, "tx">, principal: Principal | null, named: string): Promise<Saying> {
  const { person } = personOf(principal);
  const purpose = PERSON_PURPOSES.find((one): one is PersonPurpose => one === named);
  if (purpose === undefined) throw new ProblemError(PRIVACY_PROBLEMS.unknownPurpose);
  if ((await selectRows(ctx, "SELECT FROM persons WHERE id = $1 FOR UPDATE", [person])).length === 0)
    throw new ProblemError(PLATFORM_PROBLEMS.unauthorised);
  return { owner: person, purpose, by: principal as Actor };
}
