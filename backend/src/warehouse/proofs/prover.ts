import { selectRows } from "../../platform/context.ts";
import { fault } from "../../platform/faults.ts";
import { startLoop, type Loop } from "../../platform/loop.ts";
import type { Readiness } from "../../platform/module.ts";
import { inWarehouse } from "../in-warehouse.ts";
import { note } from "../log.ts";
import { retryPause } from "../shop/pauses.ts";
import type { ShopClient } from "../shop/shop-client.ts";
import type { Warehouse } from "../warehouse.ts";
import type { SaltedEvent } from "./prepare.ts";
import { createSigner, NotYet, type Contents, type Signer } from "./signer.ts";

const IDLE_MILLISECONDS = 5_000;
/** How soon what is on its way there is asked about again. */
const SOON_MILLISECONDS = 500;

interface Proof {
  id: string;
  shipment: string | null;
  fence: string | null;
  sscc: string | null;
  unitSalt: string | null;
  contents: Contents | null;
  events: SaltedEvent[];
  state: "waiting" | "captured";
  capture: string | null;
  tries: number;
}

/**
 * Has what left and what came in signed and kept by the installation that the shop is of, one after the other: events are captured, then custody of
 * the parcel is opened. Each step can be asked for again: what was sent was stored before. Null without a key.
 */
export function startProver(app: Warehouse, shop: ShopClient): Loop | null {
  const { actorKey } = app.config;
  if (actorKey === null) {
    app.log.warn("there is no ACTOR_KEY: parcels leave without a proof");
    return null;
  }
  const signer = createSigner(actorKey, shop);
  return startLoop(async () => {
    try {
      const proof = await nextProof(app);
      if (proof === undefined) return await untilNext(app);
      await proveOne(app, signer, proof);
      return 0;
    } catch (error) {
      app.log.error({ err: error }, "the next proof could not be found");
      return IDLE_MILLISECONDS;
    }
  });
}

async function nextProof({ db, clock }: Pick<Warehouse, "db" | "clock">): Promise<Proof | undefined> {
  const [proof] = await selectRows<Proof>(
    { tx: db.dataSource.manager },
    `SELECT id, shipment, fence, sscc, unit_salt AS "unitSalt", contents, events, state, capture, tries FROM proofs
     WHERE state <> 'proven' AND next_at <= $1 ORDER BY next_at, id LIMIT 1`,
    [clock.now()],
  );
  return proof;
}

/** Milliseconds until one that failed, or is on its way, is due. */
async function untilNext({ db, clock }: Pick<Warehouse, "db" | "clock">): Promise<number> {
  const [row] = await selectRows<{ next: Date | null }>(
    { tx: db.dataSource.manager },
    "SELECT min(next_at) AS next FROM proofs WHERE state <> 'proven'",
  );
  if (row?.next == null) return IDLE_MILLISECONDS;
  return Math.min(Math.max(row.next.getTime() - clock.now().getTime(), 0), IDLE_MILLISECONDS);
}

async function proveOne(app: Warehouse, signer: Signer, proof: Proof): Promise<void> {
  try {
    if (proof.state === "waiting") await capture(app, signer, proof);
    const unit = proof.sscc === null ? null : await signer.open({ sscc: proof.sscc, salt: proof.unitSalt ?? "", contents: proof.contents });
    await fault("warehouse.proof.opened");
    await noteProven(app, proof, unit);
  } catch (error) {
    const isOnItsWay = error instanceof NotYet;
    const tries = isOnItsWay ? proof.tries : proof.tries + 1;
    const pause = isOnItsWay ? SOON_MILLISECONDS : retryPause(tries, app.random);
    const problem = error instanceof Error ? error.message : String(error);
    if (!isOnItsWay) app.log.warn({ problem, tries, sscc: proof.sscc }, "a proof could not be made yet");
    await app.db.pool.query("UPDATE proofs SET tries = $2, problem = $3, next_at = $4 WHERE id = $1", [
      ...[proof.id, tries, isOnItsWay ? null : problem, new Date(app.clock.now().getTime() + pause)],
    ]);
  }
}

async function capture(app: Warehouse, signer: Signer, proof: Proof): Promise<void> {
  if (proof.capture === null) {
    proof.capture = await signer.capture(proof.events);
    await app.db.pool.query("UPDATE proofs SET capture = $2 WHERE id = $1", [proof.id, proof.capture]);
  }
  if (!(await signer.isCaptured(proof.capture))) {
    // Refused: what the next try sends is the same, its answer may be another.
    await app.db.pool.query("UPDATE proofs SET capture = NULL WHERE id = $1", [proof.id]);
    throw new Error("the capture was refused");
  }
  await app.db.pool.query("UPDATE proofs SET state = 'captured' WHERE id = $1", [proof.id]);
  await fault("warehouse.proof.captured");
}

async function noteProven(app: Warehouse, { id, shipment, fence, sscc, events }: Proof, unit: string | null): Promise<void> {
  await inWarehouse(app, "proven", async (ctx) => {
    const done = await selectRows(
      ctx,
      "UPDATE proofs SET state = 'proven', problem = NULL WHERE id = $1 AND state <> 'proven' RETURNING 1",
      [id],
    );
    if (done.length === 0 || shipment === null || sscc === null || unit === null) return;
    const eventIds = events.map(({ event }) => String(event["eventID"]));
    ctx.tell({ kind: "proven", shipment, fence: Number(fence), parcels: [{ sscc, unit, events: eventIds }] });
    await note(ctx, { shipment, by: "warehouse", what: "proven", details: { sscc, unit } });
  });
}

/** Whether proofs fail that were tried. */
export async function proofReadiness({ db }: Pick<Warehouse, "db">): Promise<Readiness> {
  const [row] = await selectRows<{ count: string }>(
    { tx: db.dataSource.manager },
    "SELECT count(*) FROM proofs WHERE state <> 'proven' AND tries > 0",
  );
  if (Number(row?.count) === 0) return { state: "ok" };
  return { state: "degraded", reason: `${row?.count} proofs failed and are tried again; the log says why.` };
}
