import { EntitySchema } from "typeorm";
import type { Address } from "@waybill/protocol/schemas/primitives";

/** A trade item as one organisation describes it. */
export interface ProductRow {
  /** 14 digits. */
  gtin: string;
  account: Address;
  name: string;
  description: string | null;
  /** What a unit weighs, packaging included; TypeORM reads bigint as text. */
  massGrams: string | null;
  /** Pieces that a unit holds. */
  pieces: number | null;
  updatedAt: Date;
}

export const ProductEntity = new EntitySchema<ProductRow>({
  name: "Product",
  tableName: "products",
  columns: {
    gtin: { type: "text", primary: true },
    account: { type: "text" },
    name: { type: "text" },
    description: { type: "text", nullable: true },
    massGrams: { name: "mass_grams", type: "bigint", nullable: true },
    pieces: { type: "integer", nullable: true },
    updatedAt: { name: "updated_at", type: "timestamptz" },
  },
});

/** A location as one organisation describes it. */
export interface PlaceRow {
  /** 13 digits. */
  gln: string;
  account: Address;
  name: string;
  latitude: number | null;
  longitude: number | null;
  country: string | null;
  city: string | null;
  updatedAt: Date;
}

export const PlaceEntity = new EntitySchema<PlaceRow>({
  name: "Place",
  tableName: "places",
  columns: {
    gln: { type: "text", primary: true },
    account: { type: "text" },
    name: { type: "text" },
    latitude: { type: "double precision", nullable: true },
    longitude: { type: "double precision", nullable: true },
    country: { type: "text", nullable: true },
    city: { type: "text", nullable: true },
    updatedAt: { name: "updated_at", type: "timestamptz" },
  },
});
