import { operationsOf, type Description, type PlainOperation, type Schema } from "./description.ts";
import { shapeOf, valuesOf, xmlOf } from "./shapes.ts";

/** Sides of a comparison, and their documents. */
export interface Sides {
  official: Description;
  ours: Description;
}

/** Every difference that a client could see, one sentence each: `GET /events: parameter query x is missing`. */
export function differencesBetween({ official, ours }: Sides, { base }: { base: string }): string[] {
  const [theirs, own] = [operationsOf(official), operationsOf(ours, base)];
  const names = [...new Set([...theirs.keys(), ...own.keys()])].sort();
  return names.flatMap((name) => {
    const [a, b] = [theirs.get(name), own.get(name)];
    if (!a || !b) return [`${name}: ${a ? "is missing" : "is ours alone"}`];
    return operationDifferences({ official, ours }, a, b).map((difference) => `${name}: ${difference}`);
  });
}

function operationDifferences(sides: Sides, a: PlainOperation, b: PlainOperation): string[] {
  const required = [...a.parameters].filter(([name, one]) => b.parameters.has(name) && b.parameters.get(name)?.required !== one.required);
  return [
    ...setDifferences("parameter", a.parameters.keys(), b.parameters.keys()),
    ...required.map(([name]) => `parameter ${name} differs in being required`),
    ...contentDifferences(sides, "body", a.body, b.body),
    ...setDifferences("answer", a.responses.keys(), b.responses.keys()),
    ...[...a.responses].flatMap(([status, official]) => {
      const ours = b.responses.get(status);
      if (!ours) return [];
      return [
        ...setDifferences(`answer ${status}, header`, official.headers, ours.headers),
        ...contentDifferences(sides, `answer ${status}`, official.content, ours.content),
      ];
    }),
  ];
}

function contentDifferences(sides: Sides, where: string, a: PlainOperation["body"], b: PlainOperation["body"]): string[] {
  const shared = Object.keys(a).filter((type) => b[type]);
  return [
    ...setDifferences(`${where}, media type`, Object.keys(a), Object.keys(b)),
    ...shared.flatMap((type) => schemaDifferences(sides, `${where} as ${type}`, a[type]?.schema ?? {}, b[type]?.schema ?? {})),
  ];
}

function schemaDifferences({ official, ours }: Sides, where: string, a: Schema, b: Schema): string[] {
  const [shapeA, shapeB] = [shapeOf(official, a), shapeOf(ours, b)];
  // Who sends may leave out what we do not need; who receives may rely on more than was promised.
  const isStricter = (there: boolean, here: boolean): boolean => (where.startsWith("body") ? here && !there : there && !here);
  const differently = [...shapeA].filter(([name, { isRequired }]) => isStricter(isRequired, shapeB.get(name)?.isRequired ?? isRequired));
  const types = where.includes("problem") ? setDifferences(`${where}, type`, valuesOf(official, a, "type"), valuesOf(ours, b, "type")) : [];
  const written = where.endsWith("xml") ? setDifferences(`${where}, XML`, xmlOf(official, a), xmlOf(ours, b)) : [];
  return [
    ...setDifferences(`${where}, member`, shapeA.keys(), shapeB.keys()),
    ...differently.map(([name, { isRequired }]) => `${where}, member ${name} is required ${isRequired ? "there" : "by us"} alone`),
    ...types,
    ...written,
  ];
}

function setDifferences(what: string, a: Iterable<unknown>, b: Iterable<unknown>): string[] {
  const [there, here] = [new Set(a), new Set(b)];
  return [
    ...[...there].filter((one) => !here.has(one)).map((one) => `${what} ${String(one)} is missing`),
    ...[...here].filter((one) => !there.has(one)).map((one) => `${what} ${String(one)} is ours alone`),
  ];
}
