import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { ROOT } from "./start/root.ts";

export interface Section {
  /** Markdown file, from the repository's root. */
  file: string;
  /** Stands in the comments `<!-- name: begin -->` and `<!-- name: end -->` around the section. */
  name: string;
  text: string;
}

/** Writes a section of a document anew. With `--check` on the command line it only compares, and sets the exit code when they differ. */
export async function generateSection({ file, name, text }: Section): Promise<void> {
  const path = `${ROOT}/${file}`;
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const old = readFileSync(path, "utf8");
  const [before, rest] = old.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${file} needs the lines ${begin} and ${end}`);
  const whole = `${before}${begin}\n\n${text}\n\n${end}${after}`;
  const formatted = await format(whole, { ...(await resolveConfig(path)), filepath: path });
  if (!process.argv.includes("--check")) return writeFileSync(path, formatted);
  if (formatted === old) return;
  console.error(`The section "${name}" of ${file} is not up to date: run npm run generate.`);
  process.exitCode = 1;
}
