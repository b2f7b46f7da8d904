import type { ArticleKind } from "@waybill/protocol/schemas/api/catalogue";

/** Not those of the schema: every page knows how addresses are read, and most need no schema of the shop. */
const KINDS = ["book", "food", "other"] as const satisfies readonly ArticleKind[];

/** What somebody looks for in the shop, as the address has it; prices as they are typed. */
export interface ShopQuestion {
  q?: string;
  kind?: ArticleKind;
  from?: string;
  to?: string;
  stock?: "in";
}

/** Reads an address. What makes no sense there is left out. */
export function readShopQuestion(search: Record<string, unknown>): ShopQuestion {
  const kind = KINDS.find((one) => one === search.kind);
  const [q, from, to] = [textOf(search.q, 100), textOf(search.from, 12), textOf(search.to, 12)];
  return {
    ...(q && { q }),
    ...(kind && { kind }),
    ...(from && { from }),
    ...(to && { to }),
    ...(search.stock === "in" && { stock: "in" as const }),
  };
}

/** An address that looks like a number was read as one. */
function textOf(value: unknown, max: number): string {
  return typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, max) : "";
}
