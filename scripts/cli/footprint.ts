import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { doubtsOf } from "../../protocol/src/footprint/doubts.ts";
import type { FactorTable } from "../../protocol/src/footprint/factor-table.ts";
import { factorsOf } from "../../protocol/src/footprint/factors.ts";
import { footprint as schema, type Footprint } from "../../protocol/src/footprint/footprint.ts";
import { carbonCommitment, factorTableHash, footprintHash } from "../../protocol/src/footprint/hashes.ts";
import { readFactorTable } from "../../protocol/src/footprint/read-factor-table.ts";
import { recheckFootprint } from "../../protocol/src/footprint/recheck.ts";
import { DESNZ_2025 } from "../../protocol/src/footprint/tables/desnz-2025.ts";
import { messageOf } from "../../protocol/src/verify/step.ts";
import type { CliIo } from "./verify.ts";

const UNITS = { vehicle: "g that one vehicle carries", way: "m, twice the great circle", intensity: "mg/t-km of a factor row" } as const;
const [EQUAL, NOT_EQUAL, UNKNOWN, WRONG_USAGE] = [0, 1, 2, 3];

/** `waybill footprint`: computes a footprint again. Resolves with the exit code: 0 equal, 1 not, 2 a factor table is not known, 3 wrong usage. */
export async function run(args: string[], io: CliIo): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    io.stderr.write(`${options}\n`);
    return WRONG_USAGE;
  }
  try {
    const { footprint, claimed } = await readFootprint(resolve(io.cwd, options.file));
    const tables = [DESNZ_2025, ...(await Promise.all(options.tables.map((file) => readTable(resolve(io.cwd, file)))))];
    return report(footprint, claimed, tables, io);
  } catch (error) {
    io.stderr.write(`${options.file}: ${messageOf(error)}.\n`);
    return NOT_EQUAL;
  }
}

function report(footprint: Footprint, claimed: string | undefined, tables: readonly FactorTable[], io: CliIo): number {
  const known = new Set<string>(tables.map(factorTableHash));
  const unknown = footprint.tables.filter(({ hash }) => !known.has(hash));
  if (unknown.length > 0) {
    for (const { id, edition, hash } of unknown)
      io.stderr.write(`The factor table ${id} ${edition} is not known: give it with --table. ${hash}\n`);
    return UNKNOWN;
  }
  const hash = footprintHash(footprint);
  const differences = recheckFootprint(footprint, tables, new Date());
  for (const { pointer, says, follows } of differences) io.stdout.write(`${pointer}: says ${says}, but ${follows} follows\n`);
  if (claimed !== undefined && claimed !== hash) io.stdout.write(`The file is said to be ${claimed}.\n`);
  const isEqual = differences.length === 0 && (claimed === undefined || claimed === hash);
  io.stdout.write(`${isEqual ? "equal" : "NOT equal"}: ${footprint.total.wtw} g CO₂e, ${footprint.status}, for ${footprint.subject}\n`);
  if (footprint.perUnit !== null) io.stdout.write(`${footprint.perUnit.unit} g a unit, ${footprint.perUnit.piece} g a piece\n`);
  for (const { reason, what } of footprint.missing)
    io.stdout.write(`${reason === "contested" ? reason : `missing (${reason})`}: ${what}\n`);
  for (const element of footprint.elements)
    for (const { kind, value, limit } of doubtsOf(element, factorsOf(tables)))
      io.stdout.write(`${element.id} may have a unit mixed up (${kind}): ${value} beside ${limit} ${UNITS[kind]}\n`);
  io.stdout.write(`hash ${hash}\ncommitment ${carbonCommitment("footprint", hash)}\n`);
  return isEqual ? EQUAL : NOT_EQUAL;
}

async function readFootprint(file: string): Promise<{ footprint: Footprint; claimed: string | undefined }> {
  const json = JSON.parse(await readFile(file, "utf8")) as { footprint?: unknown; hash?: unknown };
  const read = schema.safeParse(json.footprint ?? json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(`this is no footprint: /${issue?.path.map(String).join("/")} ${issue?.message}`);
  }
  return { footprint: read.data, claimed: typeof json.hash === "string" ? json.hash : undefined };
}

async function readTable(file: string): Promise<FactorTable> {
  const json = JSON.parse(await readFile(file, "utf8")) as { table?: unknown };
  const { table, problems } = readFactorTable(json.table ?? json);
  if (table !== undefined) return table;
  throw new Error(`${file} is no factor table: ${problems.map(({ pointer, message }) => `${pointer} ${message}`).join("; ")}`);
}

function readOptions(args: string[]): { file: string; tables: string[] } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { table: { type: "string", multiple: true } },
    });
    const [file, ...others] = positionals;
    return file === undefined || others.length > 0 ? "Name one file; --help shows how." : { file, tables: values.table ?? [] };
  } catch (error) {
    return messageOf(error);
  }
}
