import type { CustodyProof, CustodyStep } from "@waybill/protocol/schemas/bundle";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { profilesByAccount } from "../identity/identity.queries.ts";
import type { CustodyStepKind } from "./custody.projection.ts";
import type { SignedTerms } from "./handover-calls.ts";

type Reading = Pick<Ctx, "tx">;

/** What both parties signed in a transaction that was not relayed by us; null when it cannot be told. */
export type ReadTerms = (transactionHash: Hex32, unit: Hex32) => Promise<SignedTerms | null>;

interface StepRow {
  unit: Hex32;
  subject: Subject;
  salt: Hex32;
  kind: CustodyStepKind;
  seq: string;
  from_account: Address | null;
  to_account: Address | null;
  holder: Address;
  doc_hash: Hex32 | null;
  timestamp: string;
  transaction_hash: Hex32;
  deadline: string | null;
  from_signature: `0x${string}` | null;
  to_signature: `0x${string}` | null;
}

const STEPS = `
  SELECT u.unit, u.subject, u.salt, s.kind, s.seq, s.from_account, s.to_account, s.holder, s.doc_hash, s.timestamp, s.transaction_hash,
    h.deadline, h.from_signature, h.to_signature
  FROM custody_units u JOIN custody_steps s ON s.unit = u.unit
  LEFT JOIN LATERAL (
    SELECT * FROM custody_handovers WHERE unit = s.unit AND seq = s.seq AND to_account = s.to_account AND doc_hash = s.doc_hash
      AND transaction_hash = s.transaction_hash AND to_signature IS NOT NULL LIMIT 1
  ) h ON s.kind = 'handed-over'`;

/** Everything needed to check who held these units, with the signatures of both parties. Units that are not on chain are absent. */
export async function custodyProofs(
  ctx: Reading,
  readTerms: ReadTerms,
  filter: { subjects: readonly string[] } | { units: readonly string[] },
): Promise<CustodyProof[]> {
  const [column, values] = "subjects" in filter ? ["u.subject", filter.subjects] : ["u.unit", filter.units];
  if (values.length === 0) return [];
  const rows = await selectRows<StepRow>(ctx, `${STEPS} WHERE ${column} = ANY($1) ORDER BY u.unit, s.block_number, s.log_index`, [values]);
  const profiles = await profilesByAccount(
    ctx,
    rows.flatMap((row) => [row.from_account, row.to_account, row.holder].filter((account) => account !== null)),
  );
  const units = [...Map.groupBy(rows, (row) => row.unit).values()];
  return Promise.all(
    units.map(async (steps) => {
      const [{ subject, salt, unit }] = steps as [StepRow];
      const accounts = new Set(steps.flatMap((step) => [step.from_account, step.to_account, step.holder]));
      return {
        subject,
        salt,
        unit,
        steps: await Promise.all(steps.map((step) => stepOf(step, readTerms))),
        profiles: [...accounts].flatMap((account) => (account && profiles.get(account)) || []),
      };
    }),
  );
}

async function stepOf(row: StepRow, readTerms: ReadTerms): Promise<CustodyStep> {
  const common = { seq: Number(row.seq), transactionHash: row.transaction_hash, timestamp: Number(row.timestamp) };
  const [from, to] = [row.from_account ?? row.holder, row.to_account ?? row.holder];
  switch (row.kind) {
    case "opened":
      return { ...common, kind: "opened", seq: 0, holder: row.holder, docHash: getDocHash(row) };
    case "handed-over":
      return { ...common, kind: "handed-over", from, to, docHash: getDocHash(row), ...(await termsOf(row, readTerms)) };
    case "rejected":
      return { ...common, kind: "rejected", by: to };
    case "withdrawn":
      return { ...common, kind: "withdrawn", holder: row.holder };
    case "recovered":
      return { ...common, kind: "recovered", from, to };
    case "closed":
      return { ...common, kind: "closed", holder: row.holder };
  }
}

/** From our own store; else from the transaction itself; else what the contract vouches for: it was in time, signed or sent by both. */
async function termsOf(row: StepRow, readTerms: ReadTerms): Promise<SignedTerms> {
  if (row.deadline !== null) return { deadline: Number(row.deadline), fromSignature: row.from_signature, toSignature: row.to_signature };
  const read = await readTerms(row.transaction_hash, row.unit);
  return read ?? { deadline: Number(row.timestamp), fromSignature: null, toSignature: null };
}

function getDocHash({ doc_hash: docHash, kind }: StepRow): Hex32 {
  if (docHash === null) throw new Error(`a step of kind ${kind} has a docHash`);
  return docHash;
}
