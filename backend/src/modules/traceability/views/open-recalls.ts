import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import { recallIn } from "@waybill/protocol/recall/recall-in";
import type { Finding, JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { plainText } from "@waybill/protocol/typed-data/plain-text";
import type { Ctx } from "../../../platform/context.ts";
import { profilesByAccount } from "../../identity/identity.queries.ts";
import type { StatementRow } from "../statement-rows.ts";
import type { SilentHolders } from "../traceability.ports.ts";

/** Longest instruction that is shown, in characters; the notice itself has the rest. */
const MAX_INSTRUCTION = 1_000;

/**
 * The recalls that are open, in the order in which they were announced. Which those are, the rule `recalled` has found: one by a stranger
 * to the goods, and one that has ended, stay findings among others.
 */
export async function openRecalls(
  ctx: Pick<Ctx, "tx" | "clock">,
  silentHolders: SilentHolders,
  rows: readonly StatementRow[],
  findings: readonly Finding[],
): Promise<JourneyView["recalls"]> {
  const notices = new Set(findings.filter(({ rule }) => rule === "recalled").flatMap(({ commitments }) => commitments));
  const announced = rows.filter(({ commitment }) => notices.has(commitment));
  if (announced.length === 0) return [];
  const silent = await silentHolders(
    ctx,
    announced.map(({ commitment }) => commitment),
  );
  const profiles = await profilesByAccount(
    ctx,
    announced.map(({ account }) => account),
  );
  return announced.flatMap(({ commitment, account, eventJson }) => {
    const notice = recallIn(parseLosslessObject(eventJson));
    if (notice?.kind !== "notice") return [];
    const { reason, risk, instruction } = notice;
    const website = profiles.get(account)?.website ?? null;
    return [
      {
        commitment,
        reason: reason && plainText(reason),
        risk,
        instruction: instruction && plainText(instruction, MAX_INSTRUCTION),
        silent: silent.get(commitment) ?? 0,
        website,
      },
    ];
  });
}
