import { resolved, type Description, type Schema } from "./description.ts";

/** Members that a schema names, at any depth (`epcisBody.eventList[].type`), whether they are always there, and what they hold. */
export type Shape = Map<string, { isRequired: boolean; holds: Scalar }>;

/** What a schema says of a value that has no members, alternatives and items of a list together. */
export interface Scalar {
  type: Set<string>;
  value: Set<unknown>;
  format: Set<string>;
}

/** Deeper than any schema of EPCIS that names its members. */
const MAX_DEPTH = 8;

/** What a client reads out of a schema: alternatives count together, and what only some of them require is not required. */
export function shapeOf(document: Description, schema: Schema): Shape {
  const shape: Shape = new Map();
  collect(document, schema, "", shape, 0);
  return shape;
}

/** Values of a member that the schema limits, alternatives together. */
export function valuesOf(document: Description, schema: Schema, name: string): Set<unknown> {
  const { properties = {}, allOf = [], oneOf = [], anyOf = [] } = resolved(document, schema);
  const own = properties[name] ? resolved(document, properties[name]) : undefined;
  const values = [...(own?.enum ?? []), ...(own?.const === undefined ? [] : [own.const])];
  return new Set([...values, ...[...allOf, ...oneOf, ...anyOf].flatMap((part) => [...valuesOf(document, part, name)])]);
}

/** What a schema says of a value that has no members. */
export function scalarOf(document: Description, ...schemas: readonly Schema[]): Scalar {
  const all = schemas.flatMap((schema) => partsOf(document, schema));
  return {
    type: new Set(all.flatMap(({ type = [] }) => type)),
    value: new Set(all.flatMap((one) => [...(one.enum ?? []), ...(one.const === undefined ? [] : [one.const])])),
    format: new Set(all.flatMap(({ format }) => format ?? [])),
  };
}

/** A schema and all that it is put together from; of a list, what its items are. */
function partsOf(document: Description, schema: Schema): Schema[] {
  const own = resolved(document, schema);
  const { items, allOf = [], oneOf = [], anyOf = [] } = own;
  const parts = [...allOf, ...oneOf, ...anyOf, ...(items ? [items] : [])].flatMap((part) => partsOf(document, part));
  return [own, ...parts];
}

/** What XML makes of a schema: the name of its element, and which of its members are attributes. */
export function xmlOf(document: Description, schema: Schema): Set<string> {
  const { xml, properties = {}, allOf = [] } = resolved(document, schema);
  const root = xml?.name === undefined ? [] : [`element {${xml.namespace ?? ""}}${xml.name}`];
  const attributes = Object.entries(properties).filter(([, one]) => resolved(document, one).xml?.attribute);
  return new Set([...root, ...attributes.map(([name]) => `attribute ${name}`), ...allOf.flatMap((part) => [...xmlOf(document, part)])]);
}

function collect(document: Description, schema: Schema, at: string, shape: Shape, depth: number): void {
  if (depth > MAX_DEPTH) return;
  const { names, required, items } = membersOf(document, schema);
  for (const [name, members] of names) {
    const path = at === "" ? name : `${at}.${name}`;
    shape.set(path, { isRequired: required.has(name), holds: scalarOf(document, ...members) });
    for (const member of members) collect(document, member, path, shape, depth + 1);
  }
  for (const item of items) collect(document, item, `${at}[]`, shape, depth + 1);
}

interface Members {
  names: Map<string, Schema[]>;
  required: Set<string>;
  items: Schema[];
}

function membersOf(document: Description, schema: Schema): Members {
  const { properties = {}, required = [], items, allOf = [], oneOf = [], anyOf = [] } = resolved(document, schema);
  const members: Members = {
    names: new Map(Object.entries(properties).map(([name, one]) => [name, [one]])),
    required: new Set(required),
    items: items ? [items] : [],
  };
  const together = (part: Members): void => {
    for (const [name, list] of part.names) members.names.set(name, [...(members.names.get(name) ?? []), ...list]);
    members.items.push(...part.items);
  };
  for (const part of allOf.map((one) => membersOf(document, one))) {
    together(part);
    for (const name of part.required) members.required.add(name);
  }
  for (const alternatives of [oneOf, anyOf]) {
    const parts = alternatives.map((one) => membersOf(document, one));
    parts.forEach(together);
    const [first, ...others] = parts;
    for (const name of first?.required ?? []) if (others.every(({ required: one }) => one.has(name))) members.required.add(name);
  }
  return members;
}
