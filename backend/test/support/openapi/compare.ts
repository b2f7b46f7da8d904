import { operationsOf, type Description, type PlainOperation, type Schema } from "./description.ts";
import { scalarOf, shapeOf, type Scalar, valuesOf, xmlOf } from "./shapes.ts";

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
    ...[...a.parameters].flatMap(([name, { schema }]) => {
      const own = b.parameters.get(name);
      return own ? scalarDifferences(`parameter ${name}`, scalarOf(sides.official, schema), scalarOf(sides.ours, own.schema)) : [];
    }),
    ...(a.needsBody === b.needsBody ? [] : [`body is required ${a.needsBody ? "there" : "by us"} alone`]),
    ...(a.isSecured === b.isSecured ? [] : [`security ${a.isSecured ? "is missing" : "is ours alone"}`]),
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
    ...[...shapeA].flatMap(([name, { holds }]) => {
      const own = shapeB.get(name);
      return own ? scalarDifferences(`${where}, member ${name}`, holds, own.holds) : [];
    }),
    ...types,
    ...written,
  ];
}

/** What both say of a value. Where one of them names no type, no values or no format, that is one difference, however many the other names. */
function scalarDifferences(what: string, a: Scalar, b: Scalar): string[] {
  return (["type", "value", "format"] as const).flatMap((aspect): string[] => {
    const [there, here] = [a[aspect], b[aspect]];
    if (there.size === 0 && here.size === 0) return [];
    if (here.size === 0) return [`${what}, ${aspect} is left open`];
    if (there.size === 0) return [`${what}, ${aspect} is limited by us alone`];
    return setDifferences(`${what}, ${aspect}`, there, here);
  });
}

function setDifferences(what: string, a: Iterable<unknown>, b: Iterable<unknown>): string[] {
  const [there, here] = [new Set(a), new Set(b)];
  return [
    ...[...there].filter((one) => !here.has(one)).map((one) => `${what} ${String(one)} is missing`),
    ...[...here].filter((one) => !there.has(one)).map((one) => `${what} ${String(one)} is ours alone`),
  ];
}
