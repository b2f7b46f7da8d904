import type { Hex32 } from "../schemas/primitives.ts";
import type { EnergyRow, FactorRow, FactorTable, HubRow, Intensity, Mode, TransportRow } from "./factor-table.ts";
import { factorTableHash } from "./hashes.ts";
import type { FactorReference } from "./transport-chain.ts";

/** Factor tables by their hash. */
export interface Factors {
  tables: readonly { hash: Hex32; table: FactorTable }[];
  /** The row that a reference names, or undefined. */
  find<Kind extends FactorRow["kind"]>(kind: Kind, reference: FactorReference): Extract<FactorRow, { kind: Kind }> | undefined;
}

/** @param tables In the order in which rows are looked for. */
export function factorsOf(tables: readonly FactorTable[]): Factors {
  const named = tables.map((table) => ({ hash: factorTableHash(table), table }));
  const rows = new Map<string, FactorRow>(named.flatMap(({ hash, table }) => table.rows.map((row) => [`${hash} ${row.id}`, row] as const)));
  return {
    tables: named,
    find<Kind extends FactorRow["kind"]>(kind: Kind, { table, row }: FactorReference) {
      const found = rows.get(`${table} ${row}`);
      return found?.kind === kind ? (found as Extract<FactorRow, { kind: Kind }>) : undefined;
    },
  };
}

/** What is known of a transport operation; what is left out is not known. */
export interface TransportQuery {
  mode: Mode;
  vehicle?: string;
  fuel?: string;
  refrigerated?: boolean;
}

/**
 * The row for a transport: one that agrees with all that is known. Without a vehicle only averages count; what is cooled is never computed
 * as if it were not. Where several rows of a table fit, the one with the highest intensity counts, because a footprint is not to be understated;
 * of the baseline of a claim it is the lowest, because a saving is not to be overstated.
 */
export function findTransportFactor(
  factors: Factors,
  query: TransportQuery,
  which: Extreme = "highest",
): { reference: FactorReference; row: TransportRow } | undefined {
  return fitting(
    factors,
    "transport",
    which,
    ({ perTonneKilometre }) => perTonneKilometre,
    (row) => {
      const { mode, vehicle = "average", fuel = row.fuel, refrigerated = row.refrigerated } = query;
      return row.mode === mode && row.vehicle === vehicle && row.fuel === fuel && row.refrigerated === refrigerated;
    },
  );
}

/** The row for handling at a hub. */
export function findHubFactor(factors: Factors, query: { hub: string; refrigerated?: boolean }) {
  return fitting<"hub">(
    factors,
    "hub",
    "highest",
    ({ perTonne }: HubRow) => perTonne,
    ({ hub, refrigerated }) => hub === query.hub && refrigerated === (query.refrigerated ?? refrigerated),
  );
}

/** The row for an energy carrier, measured in a unit. */
export function findEnergyFactor(factors: Factors, query: { carrier: string; unit: EnergyRow["unit"] }) {
  return fitting<"energy">(
    factors,
    "energy",
    "highest",
    ({ perUnit }: EnergyRow) => perUnit,
    ({ carrier, unit }) => carrier === query.carrier && unit === query.unit,
  );
}

/** Which of several rows that fit counts, by its intensity. */
export type Extreme = "highest" | "lowest";

function fitting<Kind extends FactorRow["kind"], Row extends FactorRow = Extract<FactorRow, { kind: Kind }>>(
  { tables }: Factors,
  kind: Kind,
  which: Extreme,
  intensityOf: (row: Row) => Intensity,
  fits: (row: Row) => boolean,
): { reference: FactorReference; row: Row } | undefined {
  for (const { hash, table } of tables) {
    const found = table.rows.filter((row): row is FactorRow & Row => row.kind === kind && fits(row as Row));
    const [first] = found;
    const isBeyond = (a: bigint, b: bigint) => (which === "highest" ? a > b : a < b);
    const row = found.reduce(
      (best, other) => (isBeyond(BigInt(intensityOf(other).wtw), BigInt(intensityOf(best).wtw)) ? other : best),
      first as Row,
    );
    if (first !== undefined) return { reference: { table: hash, row: row.id }, row };
  }
  return undefined;
}
