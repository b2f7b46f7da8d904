import { encodeSegment } from "@waybill/protocol/identifiers/percent";

/** Goods as a GS1 Digital Link: a lot, or a kind of goods where there is none. */
export function goodsLink({ gtin, lot }: { gtin: string; lot: string | null }): string {
  return `https://id.gs1.org/01/${gtin}${lot === null ? "" : `/10/${encodeSegment(lot)}`}`;
}

/** A parcel as a GS1 Digital Link. */
export function parcelLink(sscc: string): string {
  return `https://id.gs1.org/00/${sscc}`;
}
