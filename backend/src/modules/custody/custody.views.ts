import type { CustodyView, Party } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Finality, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import type { CustodyStepKind } from "./custody.projection.ts";

type Reading = Pick<Ctx, "tx">;

interface StepRow {
  unit: Hex32;
  subject: Subject;
  kind: CustodyStepKind;
  seq: string;
  seq_after: string;
  from_account: Address | null;
  to_account: Address | null;
  holder: Address;
  status: "open" | "closed";
  timestamp: string;
  transaction_hash: Hex32;
  block_number: string;
  finality: Finality;
}

/** Which units to show; unknown subjects and units that are not on chain yet give nothing. */
export type UnitFilter =
  { subjects: readonly string[] } | { units: readonly string[] } | { holder: Address; after: string | null; limit: number };

/** Custody of the chosen units, oldest step first. */
export async function custodyViews(ctx: Reading, filter: UnitFilter): Promise<CustodyView[]> {
  const [condition, parameters] = conditionOf(filter);
  const rows = await selectRows<StepRow>(
    ctx,
    `SELECT s.unit, u.subject, s.kind, s.seq, s.seq_after, s.from_account, s.to_account, s.holder, s.status, s.timestamp,
       s.transaction_hash, s.block_number, chain_finality(s.block_number) AS finality
     FROM custody_units u JOIN custody_steps s ON s.unit = u.unit WHERE ${condition}
     ORDER BY u.unit, s.block_number, s.log_index`,
    parameters,
  );
  const accounts = rows.flatMap((row) => [row.from_account, row.to_account, row.holder].filter((account) => account !== null));
  const parties = await partiesByAccount(ctx, accounts);
  const units = Map.groupBy(rows, (row) => row.unit);
  return [...units.values()].map((steps) => viewOf(steps, parties));
}

function conditionOf(filter: UnitFilter): [string, unknown[]] {
  if ("subjects" in filter) return ["u.subject = ANY($1)", [filter.subjects]];
  if ("units" in filter) return ["u.unit = ANY($1)", [filter.units]];
  // The last step of each unit decides who holds it.
  const held = `SELECT s.unit FROM custody_steps s JOIN custody_units k ON k.unit = s.unit
    WHERE s.holder = $1 AND s.status = 'open' AND ($2::text IS NULL OR s.unit > $2) AND NOT EXISTS (
      SELECT FROM custody_steps later WHERE later.unit = s.unit AND (later.block_number, later.log_index) > (s.block_number, s.log_index))
    ORDER BY s.unit LIMIT $3`;
  return [`u.unit IN (${held})`, [filter.holder, filter.after, filter.limit]];
}

function viewOf(steps: readonly StepRow[], parties: ReadonlyMap<Address, Party>): CustodyView {
  const last = steps.at(-1);
  if (!last) throw new Error("a unit on chain has a step");
  const partyOf = (account: Address): Party => parties.get(account) ?? { account, name: null, gln: null, country: null };
  return {
    subject: last.subject,
    unit: last.unit,
    holder: partyOf(last.holder),
    seq: Number(last.seq_after),
    status: last.status,
    finality: last.finality,
    steps: steps.map((step) => ({
      kind: step.kind,
      seq: Number(step.seq),
      from: step.from_account && partyOf(step.from_account),
      to: step.to_account && partyOf(step.to_account),
      at: new Date(Number(step.timestamp) * 1_000).toISOString(),
      transactionHash: step.transaction_hash,
      blockNumber: Number(step.block_number),
      finality: step.finality,
    })),
  };
}
