import { hash } from "node:crypto";
import type { WarehouseMessage } from "@waybill/protocol/schemas/warehouse/instructions";
import { columnLists } from "../../../platform/column-lists.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";

export type Verdict = "go" | "stale";

export interface TakenMessage {
  sequence: number;
  content: string;
  verdict: Verdict | null;
}

/** A short digest: enough to tell another message under the same sequence. */
export function contentOf(message: WarehouseMessage): string {
  return hash("sha256", JSON.stringify(message), "base64url").slice(0, 22);
}

/** What was taken of an instance from one sequence up to another. */
export async function takenBetween(
  ctx: Pick<Ctx, "tx">,
  { warehouse, instance, from, to }: { warehouse: string; instance: string; from: number; to: number },
): Promise<Map<number, TakenMessage>> {
  const rows = await selectRows<Omit<TakenMessage, "sequence"> & { sequence: string }>(
    ctx,
    "SELECT sequence, content, verdict FROM warehouse_messages WHERE warehouse = $1 AND instance = $2 AND sequence BETWEEN $3 AND $4",
    [warehouse, instance, from, to],
  );
  return new Map(rows.map((row) => [Number(row.sequence), { ...row, sequence: Number(row.sequence) }]));
}

const COLUMNS = {
  sequence: "bigint",
  id: "uuid",
  kind: "text",
  shipment: "text",
  content: "text",
  verdict: "text",
  at: "timestamptz",
} as const;

export async function insertMessages(
  ctx: Pick<Ctx, "tx" | "clock">,
  { warehouse, instance }: { warehouse: string; instance: string },
  messages: readonly { message: WarehouseMessage; verdict: Verdict | null }[],
): Promise<void> {
  const { from, values } = columnLists(
    COLUMNS,
    messages.map(({ message, verdict }) => {
      const { sequence, id, kind, at } = message;
      return { sequence, id, kind, shipment: kind === "stock" ? null : message.shipment, content: contentOf(message), verdict, at };
    }),
  );
  const next = values.length;
  await ctx.tx.query(
    `INSERT INTO warehouse_messages (warehouse, instance, sequence, id, kind, shipment, content, verdict, said_at, taken_at)
     SELECT $${next + 1}, $${next + 2}, sequence, id, kind, shipment, content, verdict, at, $${next + 3} FROM ${from}`,
    [...values, warehouse, instance, ctx.clock.now()],
  );
}

/** Whether goods have left by a message after one sequence, up to another. */
export async function hasShippedBetween(
  ctx: Pick<Ctx, "tx">,
  { warehouse, instance, after, to }: { warehouse: string; instance: string; after: number; to: number },
): Promise<boolean> {
  const [row] = await selectRows<{ found: boolean }>(
    ctx,
    `SELECT EXISTS (SELECT FROM warehouse_messages WHERE warehouse = $1 AND instance = $2 AND sequence > $3 AND sequence <= $4 AND kind = 'shipped') AS found`,
    [warehouse, instance, after, to],
  );
  return row?.found === true;
}
