import type { Fact } from "../../findings/fact.ts";
import { subjectsIn } from "../../findings/fact.ts";
import type { EventSubject } from "../../identifiers/subjects-of.ts";
import type { Subject } from "../../schemas/primitives.ts";
import { massOf } from "./amounts.ts";
import type { OpenSource } from "./source.ts";

/** One making of goods: what went in, and which part of it became the goods asked about. */
export interface Making {
  facts: readonly Fact[];
  inputs: { subject: Subject; grams: bigint | undefined }[];
  /** The goods asked about among all outputs; null where they are the only one, undefined where masses are not known. */
  share: { part: bigint; whole: bigint } | null | undefined;
  /** Other accounts of the same making, which were not used. */
  otherwise: readonly Fact[];
}

/**
 * The makings of goods. Of several accounts of one making (same place, same inputs, same outputs) the word of the place's owner counts before
 * others', and then the one with the most goods. An ID of a transformation joins one organisation's events.
 */
export function makingsOf(source: OpenSource, subject: Subject): Making[] {
  const { file } = source;
  const told = file.events.filter((fact) => fact.type === "TransformationEvent" && fact.roles.get("output")?.has(subject));
  const runs = [...Map.groupBy(told, runOf).values()].map((facts) => joinedRun(source, facts));
  return [...Map.groupBy(runs, recipeOf).values()].map((accounts) => {
    const [best, ...others] = accounts.toSorted((a, b) => rank(source, b, subject) - rank(source, a, subject));
    return makingOf(source, best as Fact[], subject, others.flat());
  });
}

/** Events of a transformation, with those that hold only its inputs. */
function joinedRun({ file }: OpenSource, facts: readonly Fact[]): Fact[] {
  const run = runOf(facts[0] as Fact);
  return file.events.filter((fact) => fact.type === "TransformationEvent" && runOf(fact) === run);
}

function makingOf({ products }: OpenSource, facts: readonly Fact[], subject: Subject, otherwise: readonly Fact[]): Making {
  const gramsOf = (items: readonly EventSubject[]) => {
    const masses = items.map((item) => massOf(item, products));
    return masses.some((mass) => mass === undefined) ? undefined : masses.reduce<bigint>((sum, mass) => sum + (mass ?? 0n), 0n);
  };
  const items = (role: EventSubject["role"]) => facts.flatMap((fact) => fact.subjects.filter((item) => item.role === role));
  const inputs = [...Map.groupBy(items("input"), (item) => item.subject)].map(([input, of]) => ({ subject: input, grams: gramsOf(of) }));
  const outputs = items("output");
  const isAlone = outputs.every((item) => item.subject === subject);
  const [part, whole] = [gramsOf(outputs.filter((item) => item.subject === subject)), gramsOf(outputs)];
  const share = isAlone ? null : part === undefined || whole === undefined ? undefined : { part, whole };
  return { facts, inputs: inputs.filter((input) => input.subject !== subject), share, otherwise };
}

function runOf({ account, event, eventHash }: Fact): string {
  return typeof event.transformationID === "string" ? `${account} ${event.transformationID}` : eventHash;
}

function recipeOf(facts: readonly Fact[]): string {
  const each = (role: EventSubject["role"]) => [...new Set(facts.flatMap((fact) => subjectsIn(fact, role)))].sort();
  return JSON.stringify([facts[0]?.place, each("input"), each("output")]);
}

/** Owners first; then more goods. Masses stay below 2^53 grams in everything that is compared here, and ties keep their order. */
function rank({ file, products }: OpenSource, facts: readonly Fact[], subject: Subject): number {
  const [first] = facts;
  const grams = facts.flatMap((fact) => fact.items.get(subject) ?? []).reduce((sum, item) => sum + Number(massOf(item, products) ?? 0n), 0);
  return (first !== undefined && file.ownerOf(first.place) === first.account ? 1e15 : 0) + grams;
}
