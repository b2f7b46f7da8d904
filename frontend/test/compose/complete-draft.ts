import { emptyDraft, productLineOf, type Draft } from "../../src/features/compose/model/draft.ts";
import { happeningOf, type HappeningId } from "../../src/features/compose/model/happenings.ts";

export const NOW = new Date("2026-11-21T10:00:00Z");
export const LOT = "https://id.gs1.org/01/09506000134352/10/ABC-1";
export const SERIAL = "https://id.gs1.org/01/09506000134352/21/7";
export const UNIT = "https://id.gs1.org/00/395060001343500003";
export const INNER_UNIT = "https://id.gs1.org/00/395060001343500010";

/** A draft with every question answered that this happening asks, and all optional ones too. */
export function completeDraft(id: HappeningId): Draft {
  const { hasUnit, hasInputs, counterpart, outcomes } = happeningOf(id);
  return {
    ...emptyDraft(),
    happening: id,
    products: [{ ...productLineOf(LOT, "Lettuce"), quantity: "12,50", uom: "KGM" }, productLineOf(SERIAL), productLineOf(INNER_UNIT)],
    inputs: hasInputs ? [{ ...productLineOf("https://id.gs1.org/01/09506000134352/10/RAW"), quantity: "20", uom: "KGM" }] : [],
    unit: hasUnit ? UNIT : "",
    place: { gln: "0860009999992", name: "Packing house" },
    counterpart: counterpart === null ? null : { gln: "0860009998001", name: null },
    localTime: "2026-11-21T11:30:00",
    offset: "+02:00",
    outcome: outcomes[0] ?? "",
    references: [
      { type: "po", value: "PO 17/4" },
      { type: "desadv", value: "https://example.com/despatch/4" },
    ],
    temperature: { value: "-1.50", unit: "CEL" },
  };
}
