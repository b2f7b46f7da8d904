import { activitiesOf, type Town } from "@waybill/protocol/ileap/activities-of";
import { hocDraft, tocDraft } from "@waybill/protocol/ileap/category-draft";
import { shipmentDraft } from "@waybill/protocol/ileap/shipment-draft";
import { NoShipment } from "@waybill/protocol/ileap/shipment-footprint-of";
import { referencesIn } from "@waybill/protocol/footprint/references-in";
import type { Footprint } from "@waybill/protocol/footprint/footprint";
import type { CategoryRequest, PublishRequest, ShipmentRequest } from "@waybill/protocol/schemas/api/exchange";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { factorTablesNamed, findFootprint } from "../../carbon/carbon.queries.ts";
import { placesByGln } from "../../master-data/master-data.queries.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";
import { insertActivities } from "../footprints/activities.store.ts";
import { publishFootprint, type FootprintChange } from "../footprints/footprints.service.ts";
import { lockChanges } from "../footprints/footprints.store.ts";

/**
 * Publishes a kept footprint of goods as an iLEAP shipment footprint. What was published of the same shipment before is named as preceding, and
 * deprecated.
 *
 * @throws {ProblemError} `exchange.unknown-footprint`, `exchange.not-a-party`, `exchange.no-shipment`
 */
export async function publishShipment(
  ctx: Ctx,
  account: Address,
  { footprint: hash, shipmentId }: ShipmentRequest,
): Promise<FootprintChange> {
  const row = await findFootprint(ctx, hash as Hex32);
  if (row === undefined)
    throw new ProblemError(EXCHANGE_PROBLEMS.unknownFootprint, { detail: "No footprint with this hash is kept here." });
  const { footprint } = row;
  if (!footprint.scope3.some((share) => share.account === account)) throw new ProblemError(EXCHANGE_PROBLEMS.notAParty);
  const draft = await draftOf(ctx, footprint, shipmentId);
  const comment = `Computed from statements that anybody can check: Waybill footprint ${hash}.`;
  const published = await publishInPlace(ctx, account, { ...draft, comment });
  const towns = await townsOf(ctx, footprint);
  await insertActivities(ctx, published.id, activitiesOf(footprint, { footprintId: published.id, shipmentId, towns }));
  return published;
}

/** Towns of the places between which a footprint has transports, as their owners describe them. */
async function townsOf(ctx: Ctx, { elements }: Footprint): Promise<Map<string, Town>> {
  const glns = elements.flatMap((element) => (element.kind === "transport" ? [element.from.gln ?? [], element.to.gln ?? []].flat() : []));
  const places = await placesByGln(ctx, glns);
  return new Map([...places].flatMap(([gln, { city, country }]) => (city && country ? [[gln, { city, country }] as const] : [])));
}

/**
 * Publishes a row of a factor table as an iLEAP category of transport (TOC) or hub operations (HOC), in the place of what was published of it before.
 *
 * @throws {ProblemError} `carbon.unknown-table`, `exchange.no-category`
 */
export async function publishCategory(
  ctx: Ctx,
  account: Address,
  kind: "toc" | "hoc",
  { table: hash, row }: CategoryRequest,
): Promise<FootprintChange> {
  const [table] = await factorTablesNamed(ctx, [hash as Hex32]);
  const draft = table && (kind === "toc" ? tocDraft : hocDraft)(table, row);
  if (draft === undefined) throw new ProblemError(EXCHANGE_PROBLEMS.noCategory);
  return publishInPlace(ctx, account, draft);
}

/** Publishes a draft; active footprints with its first product id are named as preceding. */
async function publishInPlace(ctx: Ctx, account: Address, draft: PublishRequest): Promise<FootprintChange> {
  // Two at once would each find the same ones to take the place of, or none.
  await lockChanges(ctx);
  const preceding = await activeOf(ctx, account, draft.productIds[0] ?? "");
  return publishFootprint(ctx, account, { ...draft, ...(preceding.length > 0 ? { precedingPfIds: preceding } : {}) });
}

async function draftOf(ctx: Ctx, footprint: Footprint, shipmentId: string) {
  const used = new Set(footprint.elements.flatMap((element) => referencesIn(element).map(({ table }) => table as Hex32)));
  const tables = await factorTablesNamed(ctx, [...used]);
  try {
    return shipmentDraft(footprint, tables.slice(0, used.size), { shipmentId });
  } catch (error) {
    if (error instanceof NoShipment) throw new ProblemError(EXCHANGE_PROBLEMS.noShipment, { detail: error.message });
    throw error;
  }
}

/** Active footprints of an organisation that carry a product id. */
async function activeOf(ctx: Ctx, account: Address, productId: string): Promise<string[]> {
  const rows = await selectRows<{ id: string }>(
    ctx,
    `SELECT id FROM exchange_footprints WHERE account = $1 AND product_ids @> ARRAY[$2] AND deprecated_at_sequence IS NULL ORDER BY sequence`,
    [account, productId.toLowerCase()],
  );
  return rows.map(({ id }) => id);
}
