import { ENROLMENT_SCOPES, PROOF_SCOPES, type Scope } from "@waybill/protocol/permissions/scopes";
import type { Ctx } from "../../../platform/context.ts";
import { hasPasskey } from "../passkeys/passkeys.store.ts";
import { hasSecondFactor } from "../second-factor/second-factor.service.ts";

/** Whether a session rests on a password and on nothing else. @param amr its methods (RFC 8176) */
export function isByPasswordAlone(amr: readonly string[]): boolean {
  return amr.every((method) => method === "pwd");
}

/**
 * What such a session can be used for: to show the second factor that its person has, or to set one up where there is none. Whoever knows the
 * password of somebody who has one can set up none of its own.
 */
export async function scopesByPasswordAlone(ctx: Pick<Ctx, "tx">, person: string): Promise<readonly Scope[]> {
  return (await hasPasskey(ctx, person)) || (await hasSecondFactor(ctx, person)) ? PROOF_SCOPES : ENROLMENT_SCOPES;
}
