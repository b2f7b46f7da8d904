import type { AuditEntry } from "@waybill/protocol/audit/entry";
import { auditRowProof } from "@waybill/protocol/audit/row-proof";
import { signedAuditHead } from "@waybill/protocol/audit/signed-head";
import { verifyRow, type RowStepId } from "@waybill/protocol/audit/verify-row";
import { auditEntryView, type AuditEntryView } from "@waybill/protocol/schemas/api/audit";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { Trusted } from "@waybill/protocol/verify/run";
import type { Verdict } from "@waybill/protocol/verify/verdict";
import { getJson } from "../../lib/api/client.ts";
import { withQuery } from "../../lib/api/http.ts";
import { requestTo } from "../../lib/node-request.ts";
import { getOwn } from "../../lib/session/session.ts";

const page = pageOf(auditEntryView);
const PAGE = 100;
/** Rows since the last checkpoint that are followed; where there are more, the next checkpoint is soon. */
const MAX_PAGES = 10;

/** Fetches what can be had about a row, and holds it against the signed head and the node's chain. */
export async function checkRow(
  { entry, hash, checkpoint, anchor }: AuditEntryView,
  { rpcUrl, trusted, signal }: { rpcUrl: string; trusted: Trusted; signal?: AbortSignal },
): Promise<Verdict<RowStepId>> {
  const head = await getJson("/api/audit/heads", signedAuditHead, { signal });
  const path = `/api/audit/entries/${entry.stream}/${entry.sequence}/proof`;
  const proof = checkpoint === null ? null : await getOwn(path, auditRowProof, signal);
  const following = proof === null ? await rowsBehind(entry, signal) : [];
  return verifyRow({ entry, hash, head, proof, following, anchorIndex: anchor?.index ?? null }, requestTo(rpcUrl), trusted);
}

/** The newer rows of its stream, in order. */
async function rowsBehind({ stream, sequence, at }: AuditEntry, signal?: AbortSignal): Promise<AuditEntry[]> {
  const rows: AuditEntry[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const answer: { items: AuditEntryView[]; next: string | null } = await getOwn(
      withQuery("/api/audit", { stream, from: at, limit: PAGE, after }),
      page,
      signal,
    );
    rows.push(...answer.items.map((item) => item.entry).filter((entry) => entry.sequence > sequence));
    after = answer.next;
    if (after === null) break;
  }
  return rows.reverse();
}
