import { findingsOf } from "@waybill/protocol/findings/findings-of";
import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import type { Finding, StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { StatementRow } from "../statement-rows.ts";

/** What does not add up on a journey, by the protocol's rules, in the names that the views already found. */
export function journeyFindings(rows: readonly StatementRow[], views: readonly StatementView[]): Finding[] {
  const places = views.flatMap(({ place }) => place ?? []);
  const parties = [...views.map(({ author }) => author), ...places.flatMap(({ owner }) => owner ?? [])];
  const products = views.flatMap(({ items }) => items.flatMap(({ product }) => product ?? []));
  return findingsOf(
    rows.map(({ commitment, eventHash, account, eventJson }) => ({
      commitment,
      eventHash,
      account,
      event: parseLosslessObject(eventJson),
    })),
    {
      places: new Map(places.map(({ gln, owner, ...place }) => [gln, { ...place, owner: (owner?.account ?? null) as Address | null }])),
      parties: new Map(parties.flatMap(({ account, name }) => (name === null ? [] : [[account as Address, name] as const]))),
      products: new Map(products.flatMap(({ gtin, name }) => (name === null ? [] : [[gtin, name] as const]))),
    },
  );
}
