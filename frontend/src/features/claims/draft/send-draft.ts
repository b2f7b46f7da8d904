import { footprintView } from "@waybill/protocol/schemas/api/carbon";
import { claimView } from "@waybill/protocol/schemas/api/claims";
import type { z } from "zod";
import { UnexpectedAnswerError } from "../../../lib/api/errors.ts";
import { readJson } from "../../../lib/api/http.ts";
import { session } from "../../../lib/session/session.ts";
import { requestOf, type ClaimDraft } from "../model/claim-draft.ts";

/**
 * Has the footprint of the goods kept as it is now, and the claim on it written down. Twice the same keeps one footprint.
 *
 * @returns id of the draft
 */
export async function sendDraft(subject: string, draft: ClaimDraft): Promise<string> {
  const kept = await post("/api/footprints", { subject }, footprintView);
  return (await post("/api/carbon/claims", requestOf(kept.hash, draft), claimView)).id;
}

async function post<Schema extends z.ZodType>(path: string, body: object, schema: Schema) {
  const headers = { "content-type": "application/json" };
  const read = schema.safeParse(await readJson(path, await session.send(path, { method: "POST", headers, body: JSON.stringify(body) })));
  if (!read.success) throw new UnexpectedAnswerError(path);
  return read.data;
}
