import type { ShipmentInstruction, Parcel } from "@waybill/protocol/schemas/warehouse/instructions";
import { selectRows, type Ctx } from "../../platform/context.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { openDelivery, type KeptDelivery } from "../shipments/delivery.ts";
import type { ShipmentState } from "../shipments/shipments.domain.ts";
import { tasksOf, type Task } from "../shipments/tasks.store.ts";

export interface ShipmentLine {
  id: string;
  fence: number;
  state: ShipmentState;
  order: string | null;
  country: string | null;
  units: number;
  changedAt: string;
}

export interface ShipmentView extends ShipmentLine {
  goods: ShipmentInstruction["goods"];
  delivery: ShipmentInstruction["delivery"] | null;
  parcels: (Parcel & { proof: "none" | "waiting" | "captured" | "proven" })[];
  tasks: Task[];
  carrier: string | null;
  tracking: string | null;
}

type Row = Omit<ShipmentView, "fence" | "changedAt" | "units" | "delivery" | "tasks" | "parcels"> & { fence: string; changedAt: Date };
const COLUMNS = `id, fence, state, order_id AS "order", goods, country, carrier, tracking, changed_at AS "changedAt"`;

/** Those in a state, or all that are under way; the oldest first. */
export async function listShipments(ctx: Pick<Ctx, "tx">, state: ShipmentState | null): Promise<ShipmentLine[]> {
  const rows = await selectRows<Row>(
    ctx,
    `SELECT ${COLUMNS} FROM shipments WHERE CASE WHEN $1::text IS NULL THEN state IN ('open', 'picked', 'packed', 'loadable') ELSE state = $1 END
     ORDER BY changed_at, id LIMIT 200`,
    [state],
  );
  return rows.map((row) => lineOf(row));
}

/** One shipment, and where it goes as long as somebody has to know that. */
export async function findShipment(ctx: Pick<Ctx, "tx">, personal: PersonalFields, id: string): Promise<ShipmentView | undefined> {
  const [row] = await selectRows<Row & KeptDelivery>(
    ctx,
    `SELECT ${COLUMNS}, delivery_sealed AS sealed, delivery_key AS key FROM shipments WHERE id = $1`,
    [id],
  );
  if (row === undefined) return undefined;
  const parcels = await selectRows<ShipmentView["parcels"][number]>(
    ctx,
    `SELECT p.sscc, p.goods, coalesce((SELECT state FROM proofs WHERE sscc = p.sscc), 'none') AS proof FROM parcels p
     WHERE shipment = $1 AND fence = $2 ORDER BY sscc`,
    [id, row.fence],
  );
  const { goods, carrier, tracking } = row;
  const delivery = openDelivery(personal, row);
  return { ...lineOf(row), goods, delivery, carrier, tracking, parcels, tasks: await tasksOf(ctx, id) };
}

/** Of which shipment a parcel is. */
export async function shipmentOfParcel(ctx: Pick<Ctx, "tx">, sscc: string): Promise<string | undefined> {
  const [row] = await selectRows<{ shipment: string }>(ctx, "SELECT shipment FROM parcels WHERE sscc = $1", [sscc]);
  return row?.shipment;
}

function lineOf({ id, fence, state, order, goods, country, changedAt }: Row): ShipmentLine {
  const units = goods.reduce((sum, { quantity }) => sum + quantity, 0);
  return { id, fence: Number(fence), state, order, country, units, changedAt: changedAt.toISOString() };
}
