import type { FactorTable } from "@waybill/protocol/footprint/factor-table";
import { readFactorTable } from "@waybill/protocol/footprint/read-factor-table";
import Papa from "papaparse";
import { ProblemError } from "../../platform/errors.ts";
import { CARBON_PROBLEMS } from "./carbon.errors.ts";

/** What a CSV file cannot hold: said in the query beside it. */
export type TableHead = Partial<Omit<FactorTable, "format" | "version" | "rows">>;

/**
 * A factor table as JSON, or as CSV with one row a line and the rest of the table in `head`.
 *
 * @throws ProblemError with everything that is wrong, each with its place
 */
export function readTable(text: string, mediaType: string, head: TableHead): FactorTable {
  const { table, problems } = readFactorTable(mediaType === "text/csv" ? tableOfCsv(text, head) : parsed(text));
  if (table !== undefined) return table;
  throw new ProblemError(CARBON_PROBLEMS.badTable, { errors: problems });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError(CARBON_PROBLEMS.badTable, { errors: [{ pointer: "", message: "is no JSON" }], cause: error });
  }
}

function tableOfCsv(text: string, head: TableHead): unknown {
  const columns = new Map<string, number>();
  const repeated = new Set<string>();
  const { data, errors } = Papa.parse<Record<string, string>>(text, {
    ...{ header: true, skipEmptyLines: "greedy" },
    // Columns without a name are read by nobody.
    transformHeader: (name, index) => {
      const first = columns.get(name) ?? index;
      columns.set(name, first);
      if (first === index) return name;
      if (name !== "") repeated.add(name);
      return `${name} in column ${index + 1}`;
    },
  });
  if (repeated.size > 0) {
    const twice = [...repeated].map((name) => ({ pointer: "/rows", message: `has more than one column "${name}"` }));
    throw new ProblemError(CARBON_PROBLEMS.badTable, { errors: twice });
  }
  if (errors.length > 0) {
    const pointers = errors.map(({ row, message }) => ({ pointer: row === undefined ? "" : `/rows/${row}`, message }));
    throw new ProblemError(CARBON_PROBLEMS.badTable, { errors: pointers });
  }
  return { format: "waybill-factor-table", version: 1, note: "", validUntil: null, ...head, rows: data.map(rowOf) };
}

/** Columns that a kind has none of are left alone; what is missing or wrong, the table's own schema says. */
function rowOf(line: Record<string, string>): unknown {
  const { kind, id, name, region, source, mode, vehicle, fuel, hub, carrier, unit, ttw, wtt, addedMetres } = line;
  const intensity = { ttw, wtt, wtw: line.wtw === undefined || line.wtw === "" ? sumOf(ttw, wtt) : line.wtw };
  const common = { kind, id, name, region, source };
  const refrigerated = line.refrigerated === "true" ? true : line.refrigerated === "false" ? false : line.refrigerated;
  if (kind === "hub") return { ...common, hub, ...(fuel ? { fuel } : {}), refrigerated, perTonne: intensity };
  if (kind === "energy") return { ...common, carrier, unit, perUnit: intensity };
  const distance = line.distance === "gcd" ? { basis: "gcd", addedMetres: addedMetres || "0" } : { basis: line.distance };
  return { ...common, mode, vehicle, fuel, refrigerated, perTonneKilometre: intensity, distance };
}

function sumOf(ttw: string | undefined, wtt: string | undefined): string | undefined {
  const isWhole = (text: string | undefined): text is string => text !== undefined && /^\d{1,18}$/.test(text);
  return isWhole(ttw) && isWhole(wtt) ? String(BigInt(ttw) + BigInt(wtt)) : undefined;
}
