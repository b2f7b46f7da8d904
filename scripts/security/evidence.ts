import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { z } from "zod";
import { ROOT } from "../start/root.ts";

/** A file of the repository (`backend/src/x.ts`), a heading of a page (`docs/x.md#Heading`), or a test (`backend/test/x.test.ts: its title`). */
const pointer = z.string().regex(/^[\w./-]+\.\w+(#.+|: .+)?$/);
const requirement = z
  .strictObject({
    asks: z.string(),
    /** What is left to whoever runs it, why it does not apply, or what is missing: one of them at most. */
    operator: z.string().optional(),
    none: z.string().optional(),
    open: z.string().optional(),
    note: z.string().optional(),
    by: z.array(pointer).optional(),
  })
  .refine(({ by, none, open }) => by !== undefined || none !== undefined || open !== undefined, "must be answered, open, or not apply")
  .refine((one) => ["operator", "none", "open"].filter((key) => key in one).length <= 1, "must have one state");
const chapters = z.record(
  z.string().regex(/^V\d+$/),
  z.strictObject({ title: z.string(), requirements: z.record(z.string(), requirement) }),
);
const risks = z.record(
  z.string().regex(/^API\d+$/),
  z.strictObject({ title: z.string(), attack: pointer, further: z.array(pointer).min(1) }),
);
const levels = z.strictObject({ source: z.string(), sections: z.record(z.string(), z.string().regex(/^[123]+$/)) });

export type Requirement = z.output<typeof requirement>;
export type State = "met" | "operator" | "open" | "none";

const text = (name: string) => readFileSync(`${ROOT}/docs/security/${name}`, "utf8");

/** What answers each requirement of ASVS, by chapter. @throws when the file is not of the form; a key that is there twice is an error, too */
export const readAsvs = () => chapters.parse(load(text("asvs.yaml")));

export const readAttacks = () => risks.parse(load(text("api-top-10.yaml")));

/** Ids of the requirements of levels 1 and 2 with their level, in the order of the standard. */
export function requiredLevels(): Map<string, number> {
  const { sections } = levels.parse(JSON.parse(text("asvs-5.0.0-levels.json")));
  const all = Object.entries(sections).flatMap(([section, digits]) =>
    [...digits].map((level, index): [string, number] => [`${section}.${index + 1}`, Number(level)]),
  );
  return new Map(all.filter(([, level]) => level <= 2));
}

export function stateOf({ none, open, operator }: Requirement): State {
  if (none !== undefined) return "none";
  if (open !== undefined) return "open";
  return operator === undefined ? "met" : "operator";
}

/** The parts of a pointer. */
export function partsOf(named: string): { path: string; heading?: string; title?: string } {
  const [path = "", ...title] = named.split(": ");
  if (title.length > 0) return { path, title: title.join(": ") };
  const [file = "", heading] = named.split("#");
  return heading === undefined ? { path: file } : { path: file, heading };
}
