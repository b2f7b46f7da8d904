import { eachOnce, type Fact } from "../../findings/fact.ts";
import type { EventSubject } from "../../identifiers/subjects-of.ts";
import type { Subject } from "../../schemas/primitives.ts";
import { countOf, massOf, productOf } from "./amounts.ts";
import type { OpenSource } from "./source.ts";

/** How much there was of a lot or serial. */
export interface LotMass {
  grams: bigint;
  units: { count: bigint; uom: string | null; pieces: bigint } | null;
  facts: Fact[];
}

/**
 * The most that any one organisation says was made of a lot: events of one organisation add up, accounts of several are never added. Where
 * nobody tells of the making, the most that anybody states of it anywhere. Undefined where no amount has a mass.
 */
export function lotMassOf(source: OpenSource, subject: Subject): LotMass | undefined {
  const { file } = source;
  const origins = [...Map.groupBy(file.origins(subject), ({ account }) => account).values()].map((told) => {
    // The same making told again in other words is told once: only different inputs or places are another run.
    return [...Map.groupBy(eachOnce(told), runOf).values()].map((runs) => largest(runs.map((fact) => totalOf(source, subject, [fact]))));
  });
  const made = largest(
    origins.map((runs) => (runs.some((run) => run === undefined) ? undefined : sum(runs.filter((run) => run !== undefined)))),
  );
  return made ?? largest(file.about(subject).map((fact) => totalOf(source, subject, [fact])));
}

function runOf(fact: Fact): string {
  return JSON.stringify([fact.place, [...(fact.roles.get("input") ?? [])].sort()]);
}

function totalOf({ products }: OpenSource, subject: Subject, facts: Fact[]): LotMass | undefined {
  const items: EventSubject[] = facts.flatMap((fact) => (fact.items.get(subject) ?? []).filter(({ role }) => role !== "input"));
  const masses = items.map((item) => massOf(item, products));
  if (masses.length === 0 || masses.some((mass) => mass === undefined)) return undefined;
  const counts = items.map(countOf);
  const count = counts.every((one) => one !== undefined) ? counts.reduce<bigint>((all, one) => all + (one ?? 0n), 0n) : 0n;
  const uoms = new Set(items.map(({ uom }) => uom ?? null));
  const [uom = null] = uoms;
  return {
    grams: masses.reduce<bigint>((all, mass) => all + (mass ?? 0n), 0n),
    units: count > 0n && uoms.size === 1 ? { count, uom, pieces: productOf(subject, products)?.pieces ?? 1n } : null,
    facts,
  };
}

function sum(runs: readonly LotMass[]): LotMass | undefined {
  return runs.reduce<LotMass | undefined>((all, run) => {
    if (all === undefined) return run;
    const units =
      all.units === null || run.units === null || all.units.uom !== run.units.uom
        ? null
        : { ...all.units, count: all.units.count + run.units.count };
    return { grams: all.grams + run.grams, units, facts: [...all.facts, ...run.facts] };
  }, undefined);
}

function largest(masses: readonly (LotMass | undefined)[]): LotMass | undefined {
  return masses.reduce<LotMass | undefined>(
    (best, mass) => (mass !== undefined && (best === undefined || mass.grams > best.grams) ? mass : best),
    undefined,
  );
}
