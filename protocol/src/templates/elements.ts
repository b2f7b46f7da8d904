import type { DataElement } from "./template.ts";

/** What one rule says of an element; everything else is the same wherever it is asked. */
type Said = Pick<DataElement, "label" | "source"> & Partial<DataElement>;

const given = { hint: "", required: true, asked: false } as const;
/** Elements that the composer has no question for. They are written as members of the event itself. */
const asked = { hint: "", required: true, asked: true } as const;

/** Members that hold goods, by how the event uses them. */
const GOODS = {
  goods: { lots: "/quantityList", items: "/epcList" },
  inputs: { lots: "/inputQuantityList", items: "/inputEPCList" },
  outputs: { lots: "/outputQuantityList", items: "/outputEPCList" },
} as const;
type Goods = keyof typeof GOODS;

export const lotCode = (of: Goods, said: Said): DataElement => ({
  ...given,
  id: `${of}-lot`,
  form: "lot",
  at: [[`${GOODS[of].lots}/*/epcClass`, `${GOODS[of].items}/*`]],
  ...said,
});

export const product = (of: Goods, said: Said): DataElement => ({
  ...given,
  id: `${of}-product`,
  hint: "The GTIN; its description is kept with the product.",
  form: "product",
  at: [[`${GOODS[of].lots}/*/epcClass`, `${GOODS[of].items}/*`]],
  ...said,
});

export const quantity = (of: Goods, said: Said): DataElement => ({
  ...given,
  id: `${of}-quantity`,
  hint: "Without a unit the number counts pieces.",
  form: "number",
  at: [[`${GOODS[of].lots}/*/quantity`]],
  ...said,
});

export const here = (said: Said): DataElement => ({
  ...given,
  id: "here",
  hint: "The GLN; its description is kept with the place.",
  form: "place",
  at: [["/readPoint/id"], ["/bizLocation/id"]],
  ...said,
});

export const recipient = (said: Said): DataElement => ({
  ...given,
  id: "recipient",
  form: "place",
  at: [["/destinationList/*/destination"]],
  ...said,
});

export const previousSource = (said: Said): DataElement => ({
  ...given,
  id: "previous-source",
  form: "place",
  at: [["/sourceList/*/source"]],
  ...said,
});

export const when = (said: Said): DataElement => ({ ...given, id: "when", form: "time", at: [["/eventTime"]], ...said });

export const referenceDocument = (said: Pick<DataElement, "source"> & Partial<DataElement>): DataElement => ({
  ...given,
  id: "reference-document",
  label: "The kind and number of a reference document",
  hint: "Such as a bill of lading or a purchase order.",
  form: "uri",
  at: [["/bizTransactionList/*/bizTransaction"]],
  ...said,
});

/** An element of its own: `kde:name` at the event, or where else `at` says. */
export const own = (id: string, name: string, said: Said & Pick<DataElement, "form">): DataElement => ({
  ...asked,
  id,
  at: [[`/kde:${name}`], [`/ilmd/kde:${name}`]],
  ...said,
});

/** Dates of the harvest, for which GS1 has words. */
export const harvestDate = (said: Said): DataElement => ({
  ...asked,
  id: "harvest-date",
  form: "date",
  at: [["/ilmd/gs1:harvestDateStart"], ["/kde:harvestDate"]],
  ...said,
});

/** Who gave the lot its code, or where that can be looked up. */
export const lotCodeSource = (said: Pick<DataElement, "source"> & Partial<DataElement>): DataElement =>
  own("lot-code-source", "traceabilityLotCodeSource", {
    label: "The place that gave the lot its code",
    hint: "Its GLN. The same place as where it happened, when you gave the code.",
    form: "place",
    ...said,
  });
