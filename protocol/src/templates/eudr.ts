import { own, product, quantity, recipient, here, when } from "./elements.ts";
import type { Template } from "./template.ts";

const RULE = "EU Deforestation Regulation, Regulation (EU) 2023/1115";

/** What article 9(1) asks an operator to collect, for the two steps at which a supplier can write it down. */
export const EUDR: readonly Template[] = [
  {
    id: "eudr-production",
    title: "EUDR production with geolocation",
    rule: RULE,
    happening: "made",
    fits: { types: ["ObjectEvent"], bizSteps: ["commissioning", "creating_class_instance"] },
    elements: [
      product("goods", { label: "The product", source: "Article 9(1)(a)" }),
      own("species", "species", {
        label: "The scientific name of the species",
        hint: "For wood, and products that contain or were made with wood.",
        form: "text",
        required: false,
        at: [["/ilmd/kde:species"]],
        source: "Article 9(1)(a)",
      }),
      quantity("goods", {
        label: "The quantity",
        hint: "Net mass in kilograms, or the unit of its customs code.",
        source: "Article 9(1)(b)",
      }),
      own("country", "countryOfProduction", {
        label: "The country of production",
        hint: "Two letters, such as BR.",
        form: "country",
        at: [["/ilmd/kde:countryOfProduction"], ["/ilmd/gs1:countryOfOrigin"], ["/ilmd/cbvmda:countryOfOrigin"]],
        source: "Article 9(1)(c)",
      }),
      own("plots", "plots", {
        label: "The geolocation of every plot",
        hint: "One plot a line: latitude,longitude with six decimals. Above four hectares its outline: such points with spaces between, the last one the same as the first.",
        form: "plots",
        at: [["/ilmd/kde:plots/*"]],
        source: "Articles 9(1)(d) and 2(28)",
      }),
      own("produced-from", "productionStart", {
        label: "The date of production, or its first day",
        form: "date",
        at: [["/ilmd/kde:productionStart"], ["/ilmd/gs1:harvestDateStart"]],
        source: "Article 9(1)(d)",
      }),
      own("produced-until", "productionEnd", {
        label: "The last day of production",
        hint: "For a range of time.",
        form: "date",
        required: false,
        at: [["/ilmd/kde:productionEnd"], ["/ilmd/gs1:harvestDateEnd"]],
        source: "Article 9(1)(d)",
      }),
      own("due-diligence-reference", "dueDiligenceReference", {
        label: "The reference number of the due diligence statement",
        hint: "Once the information system has given it.",
        form: "text",
        required: false,
        source: "Article 4(2)",
      }),
    ],
  },
  {
    id: "eudr-supply",
    title: "EUDR supply with due diligence reference",
    rule: RULE,
    happening: "shipped",
    fits: { types: ["ObjectEvent"], bizSteps: ["shipping", "departing"] },
    elements: [
      product("goods", { label: "The product", source: "Article 9(1)(a)" }),
      quantity("goods", {
        label: "The quantity",
        hint: "Net mass in kilograms, or the unit of its customs code.",
        source: "Article 9(1)(b)",
      }),
      here({ label: "Where it is supplied from", source: "Article 9(1)(e)" }),
      recipient({ label: "Who it is supplied to", source: "Article 9(1)(f)" }),
      when({ label: "The date of supply", source: "Article 9(1)(f)" }),
      own("due-diligence-reference", "dueDiligenceReference", {
        label: "The reference number of the due diligence statement",
        hint: "As the information system gave it.",
        form: "text",
        source: "Article 4(7)",
      }),
      own("due-diligence-verification", "dueDiligenceVerification", {
        label: "The verification number that belongs to it",
        hint: "If you let others look the statement up.",
        form: "text",
        required: false,
        source: "Article 4(7)",
      }),
    ],
  },
];
