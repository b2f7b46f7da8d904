import type { z } from "zod";
import { hasValidCheckDigit } from "@waybill/protocol/identifiers/check-digit";
import type { placeRequest, productRequest } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { MASTER_DATA_PROBLEMS } from "./master-data.errors.ts";

export type ProductInput = z.output<typeof productRequest>;
export type PlaceInput = z.output<typeof placeRequest>;

/** Keeps an organisation's description of a trade item, replacing its earlier one. */
export async function putProduct(ctx: Ctx, account: Address, gtin: string, product: ProductInput): Promise<void> {
  requireCheckDigit(gtin, "/params/gtin");
  const rows = await selectRows(
    ctx,
    `INSERT INTO products AS p (gtin, account, name, description, mass_grams, pieces, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (gtin) DO UPDATE SET name = excluded.name, description = excluded.description, mass_grams = excluded.mass_grams,
       pieces = excluded.pieces, updated_at = excluded.updated_at
     WHERE p.account = excluded.account RETURNING gtin`,
    [gtin, account, product.name, product.description ?? null, product.massGrams ?? null, product.pieces ?? null, ctx.clock.now()],
  );
  if (rows.length === 0) throw new ProblemError(MASTER_DATA_PROBLEMS.notYours);
}

/** Keeps an organisation's description of a place, replacing its earlier one. A party's own GLN is described by that party only. */
export async function putPlace(ctx: Ctx, account: Address, gln: string, place: PlaceInput): Promise<void> {
  requireCheckDigit(gln, "/params/gln");
  const rows = await selectRows(
    ctx,
    `INSERT INTO places AS p (gln, account, name, latitude, longitude, country, city, updated_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8
     WHERE NOT EXISTS (SELECT FROM organisations WHERE gln = $1 AND account <> $2 AND superseded_at IS NULL)
     ON CONFLICT (gln) DO UPDATE SET name = excluded.name, latitude = excluded.latitude, longitude = excluded.longitude,
       country = excluded.country, city = excluded.city, updated_at = excluded.updated_at
     WHERE p.account = excluded.account RETURNING gln`,
    [
      ...[gln, account, place.name, place.latitude ?? null, place.longitude ?? null, place.country ?? null, place.city ?? null],
      ctx.clock.now(),
    ],
  );
  if (rows.length === 0) throw new ProblemError(MASTER_DATA_PROBLEMS.notYours);
}

function requireCheckDigit(digits: string, pointer: string): void {
  if (hasValidCheckDigit(digits)) return;
  throw new ProblemError(MASTER_DATA_PROBLEMS.wrongCheckDigit, { errors: [{ pointer, message: "has a wrong check digit" }] });
}
