/** JSON as `JSON.parse` gives it. */
export type PlainJson = null | boolean | number | string | PlainJson[] | { [member: string]: PlainJson };

/** A copy of a document with one place changed, and where. `pointer` is a JSON Pointer. */
export interface Mutation {
  pointer: string;
  how: string;
  document: PlainJson;
}

/** Every place in a document except its root, as list of keys. */
export function placesIn(value: PlainJson, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return path.length > 0 ? [path] : [];
  const below = Object.entries(value).flatMap(([key, member]) => placesIn(member, [...path, key]));
  return path.length > 0 ? [path, ...below] : below;
}

/** One mutation per leaf and way of changing a value of its type. */
export function changedValues(document: PlainJson): Mutation[] {
  return placesIn(document).flatMap((path) => {
    const value = at(document, path);
    return variantsOf(value).map(([how, variant]) => ({ pointer: pointerOf(path), how, document: withValue(document, path, variant) }));
  });
}

/** One mutation per place: that member or element is gone. */
export function deletions(document: PlainJson): Mutation[] {
  return placesIn(document).map((path) => ({ pointer: pointerOf(path), how: "deleted", document: withValue(document, path, undefined) }));
}

/** One mutation per place that another document of the same shape fills differently: its value is put here. */
export function swaps(document: PlainJson, other: PlainJson): Mutation[] {
  return placesIn(document).flatMap((path) => {
    const value = at(other, path);
    if (value === undefined || JSON.stringify(value) === JSON.stringify(at(document, path))) return [];
    return [{ pointer: pointerOf(path), how: "swapped", document: withValue(document, path, value) }];
  });
}

function variantsOf(value: PlainJson | undefined): [string, PlainJson][] {
  if (typeof value === "number") {
    return [
      ["plus one", value + 1],
      ["minus one", value - 1],
    ];
  }
  if (typeof value === "boolean") return [["negated", !value]];
  if (value === null) return [["filled", `0x${"11".repeat(32)}`]];
  if (typeof value !== "string") return [];
  const middle = Math.floor(value.length / 2);
  return [
    ["first digit", withCharacter(value, value.startsWith("0x") ? 2 : 0)],
    ["middle", withCharacter(value, middle)],
    ["last", withCharacter(value, value.length - 1)],
    ["longer", `${value}00`],
    ["shorter", value.slice(0, -1)],
    ["null", null],
  ];
}

/** Another character of the same kind, so that the form stays right where it can. */
function withCharacter(text: string, index: number): string {
  const old = text[index] ?? "";
  const next = /[0-8]/.test(old)
    ? String(Number(old) + 1)
    : old === "9"
      ? "0"
      : /[a-e]/i.test(old)
        ? String.fromCharCode(old.charCodeAt(0) + 1)
        : old === "f"
          ? "0"
          : "x";
  return text.slice(0, index) + next + text.slice(index + 1);
}

function at(value: PlainJson, path: readonly string[]): PlainJson | undefined {
  return path.reduce<PlainJson | undefined>((inner, key) => (inner as Record<string, PlainJson> | null | undefined)?.[key], value);
}

function withValue(document: PlainJson, path: readonly string[], value: PlainJson | undefined): PlainJson {
  const copy = structuredClone(document);
  const parent = at(copy, path.slice(0, -1)) as Record<string, PlainJson> | PlainJson[];
  const key = path.at(-1) ?? "";
  if (value !== undefined) (parent as Record<string, PlainJson>)[key] = value;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return copy;
}

function pointerOf(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
