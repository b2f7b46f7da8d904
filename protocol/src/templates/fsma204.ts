import {
  harvestDate,
  here,
  lotCode,
  lotCodeSource,
  own,
  previousSource,
  product,
  quantity,
  recipient,
  referenceDocument,
  when,
} from "./elements.ts";
import type { DataElement, Template } from "./template.ts";

const RULE = "FDA Food Traceability Rule (FSMA section 204), 21 CFR part 1, subpart S";
const OBJECT = ["ObjectEvent"];
/** Business steps with which new goods are written down. */
const BORN = ["commissioning", "creating_class_instance"];

const farm = (source: string): DataElement =>
  own("farm", "farm", { label: "The farm where it was harvested", hint: "Its GLN.", form: "place", source });
const field = (source: string): DataElement =>
  own("growing-area", "growingArea", {
    label: "The name of the field or growing area",
    hint: "For produce: the name that the grower uses.",
    form: "text",
    required: false,
    source,
  });
const container = (source: string): DataElement =>
  own("container", "aquacultureContainer", {
    label: "The pond, pool, tank or cage",
    hint: "Only for food from aquaculture.",
    form: "text",
    required: false,
    source,
  });

/** The critical tracking events of 21 CFR 1.1325 to 1.1350, with their key data elements paragraph by paragraph. */
export const FSMA204: readonly Template[] = [
  {
    id: "fsma204-harvesting",
    title: "FSMA 204 harvesting",
    rule: RULE,
    happening: "made",
    counterpart: "to",
    fits: { types: OBJECT, bizSteps: BORN },
    elements: [
      recipient({ label: "Who receives it next", source: "21 CFR 1.1325(a)(1)(i)" }),
      product("goods", { label: "Commodity and variety", source: "21 CFR 1.1325(a)(1)(ii)" }),
      quantity("goods", { label: "Quantity and unit", source: "21 CFR 1.1325(a)(1)(iii)" }),
      here({ label: "The farm", source: "21 CFR 1.1325(a)(1)(iv)" }),
      field("21 CFR 1.1325(a)(1)(v)"),
      container("21 CFR 1.1325(a)(1)(vi)"),
      when({ label: "The date of harvesting", source: "21 CFR 1.1325(a)(1)(vii)" }),
      referenceDocument({ source: "21 CFR 1.1325(a)(1)(viii)" }),
    ],
  },
  {
    id: "fsma204-cooling",
    title: "FSMA 204 cooling before packing",
    rule: RULE,
    happening: "stored",
    counterpart: "to",
    fits: { types: OBJECT, bizSteps: ["storing", "other"] },
    elements: [
      recipient({ label: "Who receives it next", source: "21 CFR 1.1325(b)(1)(i)" }),
      product("goods", { label: "Commodity and variety", source: "21 CFR 1.1325(b)(1)(ii)" }),
      quantity("goods", { label: "Quantity and unit", source: "21 CFR 1.1325(b)(1)(iii)" }),
      here({ label: "Where it was cooled", source: "21 CFR 1.1325(b)(1)(iv)" }),
      when({ label: "The date of cooling", source: "21 CFR 1.1325(b)(1)(v)" }),
      farm("21 CFR 1.1325(b)(1)(vi)"),
      referenceDocument({ source: "21 CFR 1.1325(b)(1)(vii)" }),
    ],
  },
  {
    id: "fsma204-initial-packing",
    title: "FSMA 204 initial packing",
    rule: RULE,
    happening: "transformed",
    fits: { types: ["TransformationEvent"], bizSteps: BORN },
    elements: [
      product("inputs", { label: "Commodity and variety received", source: "21 CFR 1.1330(a)(1)" }),
      own("received-on", "dateReceived", { label: "The date it was received", form: "date", source: "21 CFR 1.1330(a)(2)" }),
      quantity("inputs", { label: "Quantity and unit received", source: "21 CFR 1.1330(a)(3)" }),
      farm("21 CFR 1.1330(a)(4)"),
      field("21 CFR 1.1330(a)(5)"),
      container("21 CFR 1.1330(a)(6)"),
      own("harvester", "harvester", {
        label: "Name and telephone number of the harvester",
        hint: "The business name.",
        form: "text",
        source: "21 CFR 1.1330(a)(7)",
      }),
      harvestDate({ label: "The date of harvesting", source: "21 CFR 1.1330(a)(8)" }),
      own("cooled-at", "coolingLocation", {
        label: "Where it was cooled",
        hint: "The GLN; only if it was cooled before packing.",
        form: "place",
        required: false,
        source: "21 CFR 1.1330(a)(9)",
      }),
      own("cooled-on", "coolingDate", {
        label: "The date of cooling",
        hint: "Only if it was cooled before packing.",
        form: "date",
        required: false,
        source: "21 CFR 1.1330(a)(10)",
      }),
      lotCode("outputs", { label: "The traceability lot code", source: "21 CFR 1.1330(a)(11)" }),
      product("outputs", { label: "The packed product", source: "21 CFR 1.1330(a)(12)" }),
      quantity("outputs", { label: "Quantity and unit packed", source: "21 CFR 1.1330(a)(13)" }),
      here({ label: "Where it was packed, which is the source of the lot code", source: "21 CFR 1.1330(a)(14)" }),
      when({ label: "The date of packing", source: "21 CFR 1.1330(a)(15)" }),
      referenceDocument({ source: "21 CFR 1.1330(a)(16)" }),
    ],
  },
  {
    id: "fsma204-landing",
    title: "FSMA 204 first land-based receiving",
    rule: RULE,
    happening: "made",
    fits: { types: OBJECT, bizSteps: BORN },
    elements: [
      lotCode("goods", { label: "The traceability lot code", source: "21 CFR 1.1335(a)" }),
      product("goods", { label: "The species or product", source: "21 CFR 1.1335(b)" }),
      quantity("goods", { label: "Quantity and unit", source: "21 CFR 1.1335(c)" }),
      own("catch-area", "catchArea", {
        label: "Where it was caught",
        hint: "An ocean area code or coordinates.",
        form: "text",
        at: [["/ilmd/kde:catchArea"], ["/ilmd/gs1:catchZone/*"]],
        source: "21 CFR 1.1335(d)",
      }),
      harvestDate({ label: "The first day of the trip’s catch", source: "21 CFR 1.1335(d)" }),
      own("harvest-end", "harvestEnd", {
        label: "The last day of the trip’s catch",
        form: "date",
        at: [["/ilmd/gs1:harvestDateEnd"]],
        source: "21 CFR 1.1335(d)",
      }),
      here({ label: "The first land-based receiver", source: "21 CFR 1.1335(e)" }),
      when({ label: "The date it was landed", source: "21 CFR 1.1335(f)" }),
      referenceDocument({ source: "21 CFR 1.1335(g)" }),
    ],
  },
  {
    id: "fsma204-shipping",
    title: "FSMA 204 shipping",
    rule: RULE,
    happening: "shipped",
    fits: { types: OBJECT, bizSteps: ["shipping", "departing"] },
    elements: [
      lotCode("goods", { label: "The traceability lot code", source: "21 CFR 1.1340(a)(1)" }),
      quantity("goods", { label: "Quantity and unit", source: "21 CFR 1.1340(a)(2)" }),
      product("goods", { label: "The product", source: "21 CFR 1.1340(a)(3)" }),
      recipient({ label: "Who receives it next", source: "21 CFR 1.1340(a)(4)" }),
      here({ label: "Where it was shipped from", source: "21 CFR 1.1340(a)(5)" }),
      when({ label: "The date of shipping", source: "21 CFR 1.1340(a)(6)" }),
      lotCodeSource({ source: "21 CFR 1.1340(a)(7)" }),
      referenceDocument({ source: "21 CFR 1.1340(a)(8)" }),
    ],
  },
  {
    id: "fsma204-receiving",
    title: "FSMA 204 receiving",
    rule: RULE,
    happening: "received",
    fits: { types: OBJECT, bizSteps: ["receiving", "arriving", "accepting"] },
    elements: [
      lotCode("goods", { label: "The traceability lot code", source: "21 CFR 1.1345(a)(1)" }),
      quantity("goods", { label: "Quantity and unit", source: "21 CFR 1.1345(a)(2)" }),
      product("goods", { label: "The product", source: "21 CFR 1.1345(a)(3)" }),
      previousSource({ label: "Who it came from", source: "21 CFR 1.1345(a)(4)" }),
      here({ label: "Where it was received", source: "21 CFR 1.1345(a)(5)" }),
      when({ label: "The date of receiving", source: "21 CFR 1.1345(a)(6)" }),
      lotCodeSource({ source: "21 CFR 1.1345(a)(7)" }),
      referenceDocument({ source: "21 CFR 1.1345(a)(8)" }),
    ],
  },
  {
    id: "fsma204-transformation",
    title: "FSMA 204 transformation",
    rule: RULE,
    happening: "transformed",
    fits: { types: ["TransformationEvent"], bizSteps: BORN },
    elements: [
      lotCode("inputs", { label: "The lot codes of what went in", source: "21 CFR 1.1350(a)(1)(i)" }),
      product("inputs", { label: "The products that went in", source: "21 CFR 1.1350(a)(1)(ii)" }),
      quantity("inputs", { label: "Quantity and unit of each that went in", source: "21 CFR 1.1350(a)(1)(iii)" }),
      lotCode("outputs", { label: "The new traceability lot code", source: "21 CFR 1.1350(a)(2)(i)" }),
      here({ label: "Where it was made, which is the source of the lot code", source: "21 CFR 1.1350(a)(2)(ii)" }),
      when({ label: "The date it was finished", source: "21 CFR 1.1350(a)(2)(iii)" }),
      product("outputs", { label: "The new product", source: "21 CFR 1.1350(a)(2)(iv)" }),
      quantity("outputs", { label: "Quantity and unit made", source: "21 CFR 1.1350(a)(2)(v)" }),
      referenceDocument({ source: "21 CFR 1.1350(a)(2)(vi)" }),
    ],
  },
];
