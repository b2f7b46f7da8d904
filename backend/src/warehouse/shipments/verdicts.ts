import type { MessagesAnswer } from "@waybill/protocol/schemas/warehouse/instructions";
import { selectRows } from "../../platform/context.ts";
import type { Work } from "../in-warehouse.ts";
import { note } from "../log.ts";
import { letGo } from "./let-go.ts";
import { lockShipment, setState } from "./shipments.store.ts";

/** What the shop says of what was packed: it may leave, or is to be unpacked. Said again it changes nothing, and neither when a newer word came. */
export async function takeVerdict(ctx: Work, { id, verdict }: MessagesAnswer["verdicts"][number]): Promise<void> {
  const [asked] = await selectRows<{ shipment: string; fence: number }>(
    ctx,
    `SELECT body->>'shipment' AS shipment, (body->>'fence')::integer AS fence FROM messages WHERE id = $1 AND kind = 'packed' AND verdict IS NULL`,
    [id],
  );
  if (asked === undefined) return;
  const shipment = await lockShipment(ctx, asked.shipment);
  const said = await selectRows(ctx, "UPDATE messages SET verdict = $2 WHERE id = $1 AND verdict IS NULL RETURNING 1", [id, verdict]);
  if (said.length === 0 || shipment === undefined || shipment.fence !== asked.fence) return;
  const isMoved = await setState(ctx, shipment, "packed", verdict === "go" ? "loadable" : "stale");
  if (!isMoved) return;
  if (verdict === "stale") await letGo(ctx, shipment);
  await note(ctx, { shipment: shipment.id, by: "shop", what: verdict === "go" ? "let-go" : "refused", details: { fence: shipment.fence } });
}
