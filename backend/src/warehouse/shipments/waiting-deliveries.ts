import type { DeliveryAddress } from "@waybill/protocol/schemas/api/orders";
import { inTransaction, selectRows } from "../../platform/context.ts";
import type { Warehouse } from "../warehouse.ts";
import { openDelivery, sealDelivery, type SealedDelivery } from "./delivery.ts";

const AT_ONCE = 500;

/** Seals addresses that an older version wrote down as they are, and a migration put aside. */
export async function sealWaitingDeliveries(app: Warehouse): Promise<void> {
  let isMore = true;
  while (isMore) {
    isMore = await inTransaction(app, async (ctx) => {
      const rows = await selectRows<{ shipment: string; delivery: DeliveryAddress }>(
        ctx,
        `DELETE FROM deliveries_to_seal WHERE shipment IN (SELECT shipment FROM deliveries_to_seal LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING shipment, delivery`,
        [AT_ONCE],
      );
      for (const { shipment, delivery } of rows) {
        const { sealed, key, country } = sealDelivery(app, delivery);
        await ctx.tx.query("UPDATE shipments SET delivery_sealed = $2, delivery_key = $3, country = $4 WHERE id = $1", [
          ...[shipment, sealed, key, country],
        ]);
      }
      return rows.length > 0;
    });
  }
}

/** Opens the newest address: without its keys a floor would pack, and find out at the label. @throws Error that says what to do */
export async function checkDeliveryKeys({ db, personal, config }: Warehouse): Promise<void> {
  const [newest] = await selectRows<Pick<SealedDelivery, "sealed" | "key">>(
    { tx: db.dataSource.manager },
    `SELECT delivery_sealed AS sealed, delivery_key AS key FROM shipments WHERE delivery_key IS NOT NULL ORDER BY changed_at DESC LIMIT 1`,
  );
  if (newest === undefined) return;
  try {
    openDelivery(personal, newest);
  } catch (cause) {
    const { keyFile, dataKeys } = config.personal;
    throw new Error(
      `${keyFile} and ${dataKeys} do not hold the keys of this database: bring them from where it came, or see docs/guides/warehouse.md.`,
      { cause },
    );
  }
}
