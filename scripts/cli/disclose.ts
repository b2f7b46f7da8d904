import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { discloseFields } from "../../protocol/src/disclosure/disclose-fields.ts";
import { readPointers } from "../../protocol/src/disclosure/pointers.ts";
import { stringifyLossless } from "../../protocol/src/hashing/lossless-json.ts";
import { eventBundle } from "../../protocol/src/schemas/bundle.ts";
import { readBundle } from "../../protocol/src/verify/read-bundle.ts";
import { messageOf } from "../../protocol/src/verify/step.ts";
import type { CliIo } from "./verify.ts";

const WRONG_USAGE = 3;

/** `waybill disclose`: prints a disclosure. Resolves with the exit code: 0 printed, 1 the file lacks something, 3 wrong usage. */
export async function run(args: string[], io: CliIo): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    io.stderr.write(`${options}\n`);
    return WRONG_USAGE;
  }
  try {
    const { bundle, error } = readBundle(await readFile(resolve(io.cwd, options.file), "utf8"), eventBundle);
    if (bundle === undefined) throw new Error(`this is not the bundle of one statement: ${error}`);
    io.stdout.write(`${stringifyLossless(discloseFields(bundle, options.pointers), 2)}\n`);
    return 0;
  } catch (error) {
    io.stderr.write(`${options.file}: ${messageOf(error)}.\n`);
    return 1;
  }
}

function readOptions(args: string[]): { file: string; pointers: string[] } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { fields: { type: "string" } },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) return "Name one bundle file; --help shows how.";
    const pointers = readPointers(values.fields ?? "");
    return pointers === undefined ? "--fields takes JSON Pointers such as /bizStep,/sensorElementList/0." : { file, pointers };
  } catch (error) {
    return messageOf(error);
  }
}
