import { checkChain, type ChainProblem } from "./check-chain.ts";
import { elementEmissions } from "./element-emissions.ts";
import type { FactorTable } from "./factor-table.ts";
import { factorsOf } from "./factors.ts";
import type { Emissions, Footprint, FootprintElement } from "./footprint.ts";
import { roundGrams } from "./grams.ts";
import { scopeSharesOf } from "./scope-shares.ts";
import type { TransportChain } from "./transport-chain.ts";
import { referencesIn } from "./references-in.ts";

/** A chain that nothing can be computed from, with everything that is wrong with it. */
export class ImplausibleChain extends Error {
  readonly problems: readonly ChainProblem[];
  constructor(problems: readonly ChainProblem[]) {
    super(problems.map(({ pointer, message }) => `${pointer} ${message}`).join("; "));
    this.name = "ImplausibleChain";
    this.problems = problems;
  }
}

/**
 * The footprint of goods that went through a chain. Elements are rounded up to grams once each and the total is their sum, so that what is
 * shown adds up and is never understated; a split of one leg into two adds a gram at most.
 *
 * @param tables Those that the chain's elements name, by hash.
 * @param at The moment that counts as now: what is later is refused.
 * @throws ImplausibleChain
 * @example
 * computeFootprint(chain, [DESNZ_2025], new Date()).total.wtw; // "190021"
 */
export function computeFootprint(chain: TransportChain, tables: readonly FactorTable[], at: Date): Footprint {
  const factors = factorsOf(tables);
  const problems = checkChain(chain, factors, at);
  if (problems.length > 0) throw new ImplausibleChain(problems);
  const elements = chain.elements.map((element): FootprintElement => {
    const { rule, intensity, ttw, wtw } = elementEmissions(element, factors);
    return { ...element, rule, intensity, emissions: emissionsOf(roundGrams(ttw, "up"), roundGrams(wtw, "up")) } as FootprintElement;
  });
  const sum = (part: keyof Emissions, of = elements) => of.reduce((grams, { emissions }) => grams + BigInt(emissions[part]), 0n);
  const known = (data: string) =>
    sum(
      "wtw",
      elements.filter(({ calculation }) => calculation.data === data),
    );
  const total = emissionsOf(sum("ttw"), sum("wtw"));
  const wtw = sum("wtw");
  const used = new Set(elements.flatMap(referencesIn).map(({ table }) => table));
  return {
    format: "waybill-footprint",
    version: 1,
    ...chain,
    tables: factors.tables
      .filter(({ hash }) => used.has(hash))
      .map(({ hash, table: { id, edition } }) => ({ hash, id, edition }))
      .sort((a, b) => (a.hash < b.hash ? -1 : 1)),
    elements,
    status: statusOf(chain),
    total,
    perUnit: perUnitOf(chain, wtw),
    quality: {
      ...{ primary: String(known("primary")), modelled: String(known("modelled")), default: String(known("default")) },
      primaryPercent: wtw === 0n ? 0 : Number((known("primary") * 100n) / wtw),
    },
    scope3: scopeSharesOf({ subject: chain.subject, elements }),
  };
}

function statusOf({ elements, missing }: TransportChain): Footprint["status"] {
  if (elements.length === 0 || missing.some(({ reason }) => reason !== "contested")) return "incomplete";
  return missing.length === 0 ? "complete" : "contested";
}

function emissionsOf(ttw: bigint, wtw: bigint): Emissions {
  return { ttw: String(ttw), wtt: String(wtw - ttw), wtw: String(wtw) };
}

function perUnitOf({ units }: TransportChain, wtw: bigint): Footprint["perUnit"] {
  if (units === null) return null;
  const each = (count: bigint) => String((wtw + count - 1n) / count);
  return { unit: each(BigInt(units.count)), piece: each(BigInt(units.count) * BigInt(units.pieces)) };
}
