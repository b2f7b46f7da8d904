import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { epcisFromXml } from "../../protocol/src/epcis-xml/document.ts";
import { eventHashesOf } from "../../protocol/src/hashing/event-hash/documents.ts";
import type { CbvVersion } from "../../protocol/src/hashing/event-hash/event-hash.ts";
import type { CliIo } from "./verify.ts";

const WRONG_USAGE = 3;

/** `waybill event-hash`: prints the event IDs of a file. Resolves with the exit code: 0 printed, 1 the file holds no events, 3 wrong usage. */
export async function run(args: string[], io: CliIo): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    io.stderr.write(`${options}\n`);
    return WRONG_USAGE;
  }
  try {
    const text = (await readFile(resolve(io.cwd, options.file), "utf8")).replace(/^\uFEFF/, "");
    const document = /^\s*</.test(text) ? epcisFromXml(text).document : text;
    for (const { eventId } of eventHashesOf(document, { version: options.version })) io.stdout.write(`${eventId}\n`);
    return 0;
  } catch (error) {
    io.stderr.write(`${options.file}: ${error instanceof Error ? error.message : String(error)}.\n`);
    return 1;
  }
}

function readOptions(args: string[]): { file: string; version: CbvVersion } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { cbv: { type: "string", default: "2.0" } },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) return "Name one file; --help shows how.";
    if (values.cbv !== "2.0" && values.cbv !== "2.1") return `--cbv takes 2.0 or 2.1, not ${values.cbv}.`;
    return { file, version: `CBV${values.cbv}` };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
