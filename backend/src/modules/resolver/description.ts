import type { Party, Place, Product } from "@waybill/protocol/schemas/api/traceability";
import { labelOf } from "@waybill/protocol/identifiers/label";
import { relationOf } from "@waybill/protocol/identifiers/link-types";
import type { Ctx } from "../../platform/context.ts";
import { placesByGln, productsByGtin } from "../master-data/master-data.queries.ts";
import type { Asked, Target } from "./target.ts";

export type LinkedData = Record<string, unknown>;

/** What organisations have said about an identifier's goods or place, as far as there is something. */
export interface Described {
  product: Product | null;
  place: Place | null;
}

/** Defines its names itself, so that no reader has to fetch anything. */
const CONTEXT = Object.freeze({ gs1: "https://ref.gs1.org/voc/", schema: "https://schema.org/" });

export async function describe(ctx: Pick<Ctx, "tx">, { link: { key } }: Asked): Promise<Described> {
  const gtin = key.ai === "01" || key.ai === "8006" ? key.value.slice(0, 14) : undefined;
  const gln = key.ai === "414" || key.ai === "417" ? key.value : undefined;
  return {
    product: (gtin && (await productsByGtin(ctx, [gtin])).get(gtin)) || null,
    place: (gln && (await placesByGln(ctx, [gln])).get(gln)) || null,
  };
}

/** One line for a person: its name where somebody gave it one. */
export function titleOf({ link }: Asked, { product, place }: Described): string {
  const name = product?.name ?? place?.name;
  const label = labelOf(link.canonical);
  return name === undefined ? label : `${name} (${label})`;
}

/**
 * An identifier and its links as JSON-LD, in the words of schema.org and the GS1 Web Vocabulary. What is said is said by whom
 * `schema:sdPublisher` names, and by nobody else.
 */
export function linkedDataOf(asked: Asked, described: Described, targets: readonly Target[]): LinkedData {
  const relations: Record<string, LinkedData[]> = {};
  for (const { type, href, title } of targets) (relations[relationOf(type)] ??= []).push({ "@id": href, "schema:name": title });
  return {
    "@context": CONTEXT,
    "@id": asked.link.canonical,
    ...identityOf(asked),
    ...(described.product === null ? {} : productData(described.product)),
    ...(described.place === null ? {} : placeData(described.place)),
    ...relations,
  };
}

function identityOf({ link: { key, qualifiers } }: Asked): LinkedData {
  const qualifier = (ai: string) => qualifiers.find((one) => one.ai === ai)?.value;
  const [lot, serial] = [qualifier("10"), qualifier("21")];
  switch (key.ai) {
    case "01":
      return {
        "@type": [
          "gs1:Product",
          serial !== undefined ? "schema:IndividualProduct" : lot !== undefined ? "schema:SomeProducts" : "schema:ProductModel",
        ],
        "gs1:gtin": key.value,
        ...(lot === undefined ? {} : { "gs1:hasBatchLotNumber": lot }),
        ...(serial === undefined ? {} : { "gs1:hasSerialNumber": serial }),
      };
    case "414":
      return { "@type": ["gs1:Place", "schema:Place"], "gs1:globalLocationNumber": key.value };
    case "417":
      return { "@type": ["gs1:Organization", "schema:Organization"], "gs1:globalLocationNumber": key.value };
    default:
      return {
        "@type": "schema:Thing",
        "schema:identifier": { "@type": "schema:PropertyValue", "schema:propertyID": key.ai, "schema:value": key.value },
      };
  }
}

function productData({ name, description, statedBy }: Product): LinkedData {
  return {
    "gs1:productName": name,
    "schema:name": name,
    ...(description === null ? {} : { "gs1:productDescription": description, "schema:description": description }),
    ...publisher(statedBy),
  };
}

function placeData({ name, latitude, longitude, country, owner }: Place): LinkedData {
  const isLocated = latitude !== null && longitude !== null;
  return {
    "schema:name": name,
    ...(country === null ? {} : { "schema:address": { "@type": "schema:PostalAddress", "schema:addressCountry": country } }),
    ...(isLocated
      ? { "schema:geo": { "@type": "schema:GeoCoordinates", "schema:latitude": latitude, "schema:longitude": longitude } }
      : {}),
    ...publisher(owner),
  };
}

function publisher(party: Party | null): LinkedData {
  if (party?.name == null) return {};
  const gln = party.gln === null ? {} : { "gs1:globalLocationNumber": party.gln };
  return { "schema:sdPublisher": { "@type": "schema:Organization", "schema:name": party.name, ...gln } };
}
