import type { DataElement } from "@waybill/protocol/templates/template";
import Papa from "papaparse";
import { askedElements } from "../../model/elements.ts";
import { questionsOf } from "../../model/questions.ts";
import { columnsFor, type FixedColumn, type ImportSubject } from "./columns.ts";

/** Numbers of the demonstration's own goods and places: a file that can be tried out as it is. */
const VALUES: Record<FixedColumn, string> = {
  unit: "008600099999850000",
  "input-product": "00860009999923",
  "input-lot": "RAW-1",
  "input-quantity": "250",
  "input-uom": "LBR",
  product: "10860009999920",
  lot: "LOT-1",
  serial: "",
  quantity: "25",
  uom: "CS",
  place: "0860009999992",
  counterpart: "0860009998018",
  time: "2026-04-17T09:30:00-04:00",
  outcome: "",
  "document-type": "po",
  "document-number": "PO-1",
  temperature: "4.0",
  scale: "CEL",
};

const ELEMENTS: Record<DataElement["form"], string> = {
  text: "North field, row 7",
  date: "2026-04-17",
  time: "2026-04-17T09:30:00-04:00",
  number: "4.0",
  uri: "https://id.gs1.org/8004/086000999999200001",
  place: "0860009999992",
  product: "10860009999920",
  lot: "LOT-1",
  country: "BR",
  plots: "-3.465305,-62.215881 | -3.470000,-62.220000",
};

/** A file of two rows about this step that passes every check: what to download and fill in. */
export function exampleFile(subject: ImportSubject): string {
  const outcome = questionsOf(subject)?.outcomes[0] ?? "";
  const elements = new Map(askedElements(subject).map(({ id, form }) => [id, ELEMENTS[form]]));
  const columns = columnsFor(subject);
  const row = (number: number) =>
    columns.map(({ id }) => {
      if (id === "lot" || id === "input-lot") return `${VALUES[id]}${number}`;
      if (id === "outcome") return outcome;
      return elements.get(id) ?? VALUES[id as FixedColumn];
    });
  return `${Papa.unparse([columns.map(({ id }) => id), row(1), row(2)])}\r\n`;
}
