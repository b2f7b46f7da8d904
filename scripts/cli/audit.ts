import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { exportAudit } from "../../backend/src/cli/audit-export.ts";
import { deployments } from "../../protocol/src/abi/deployments.ts";
import { createDumpReader, type ReadDump } from "../../protocol/src/audit/read-dump.ts";
import { verifyDump, type AuditTrust } from "../../protocol/src/audit/verify-dump.ts";
import { address, type Address } from "../../protocol/src/schemas/primitives.ts";
import { createRpcReader } from "../../protocol/src/verify/rpc-reader.ts";
import { readBlock } from "../../protocol/src/verify/rpc/block.ts";
import type { RpcRequest } from "../../protocol/src/verify/rpc/json-rpc.ts";
import { messageOf } from "../../protocol/src/verify/step.ts";
import type { CommandIo } from "./command.ts";
import { httpRequest } from "./verify/http-request.ts";
import { auditLines } from "./verify/lines.ts";

const EXIT_CODES = { verified: 0, failed: 1, unknown: 2 } as const;
const WRONG_USAGE = 3;

class UsageError extends Error {}

/** `waybill audit export|verify`. Exit code: 0 written or verified, 1 failed, 2 unknown, 3 wrong usage. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  try {
    const [verb, ...rest] = args;
    if (verb === "export") return await writeDump(rest, io);
    if (verb === "verify") return await verify(rest, io);
    throw new UsageError("Say export or verify (see --help)");
  } catch (error) {
    io.stderr.write(`${messageOf(error)}.\n`);
    return error instanceof UsageError ? WRONG_USAGE : EXIT_CODES.unknown;
  }
}

async function writeDump(args: string[], io: CommandIo): Promise<number> {
  const { out } = parse(args, { out: { type: "string" } });
  let count = 0;
  const lines = async function* () {
    for await (const line of exportAudit(io.env)) {
      count++;
      yield `${line}\n`;
    }
  };
  const target = out === undefined ? printTo(io.stdout) : createWriteStream(resolve(io.cwd, out));
  await pipeline(Readable.from(lines()), target);
  if (out !== undefined) io.stderr.write(`Wrote ${count} lines to ${out}.\n`);
  return 0;
}

/** Prints as fast as it is read, so that a slow reader does not fill the memory. */
function printTo(stdout: CommandIo["stdout"]) {
  return async (texts: AsyncIterable<string>): Promise<void> => {
    for await (const text of texts) if (stdout.write(text) === false && stdout instanceof Writable) await once(stdout, "drain");
  };
}

async function verify(args: string[], io: CommandIo): Promise<number> {
  const options = parse(args, {
    dump: { type: "string" },
    rpc: { type: "string" },
    contract: { type: "string" },
    author: { type: "string", multiple: true },
    until: { type: "string" },
    json: { type: "boolean" },
  });
  const rpc = options.rpc ?? io.env["RPC_URL"];
  if (rpc === undefined || !URL.canParse(rpc))
    throw new UsageError("Give the address of a node with --rpc, for example --rpc http://localhost:8545");
  const request = httpRequest(rpc);
  const trust = await trustOf(request, rpc, options);
  // What is anchored while an export is being made need not be in it.
  const isExported = options.dump === undefined && trust.until === undefined;
  const untilBlock = isExported ? { untilBlock: (await readBlock(request, "latest")).number } : {};
  const dump = await readLines(options.dump === undefined ? exportAudit(io.env) : linesOf(resolve(io.cwd, options.dump)));
  const verdict = await verifyDump(dump, request, { ...trust, ...untilBlock });
  io.stdout.write(options.json ? `${JSON.stringify(verdict, null, 2)}\n` : `${auditLines(verdict).join("\n")}\n`);
  return EXIT_CODES[verdict.outcome];
}

async function readLines(lines: AsyncIterable<string>): Promise<ReadDump> {
  const reader = createDumpReader();
  for await (const line of lines) reader.take(line);
  return reader.end();
}

/** Lines of a text file. Those of readline end at U+2028 and U+2029 as well, which JSON leaves as they are within texts. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(file, "utf8")) {
    const lines = `${rest}${chunk as string}`.split(/\r?\n/);
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

interface Trusting {
  contract?: string | undefined;
  author?: string[] | undefined;
  until?: string | undefined;
}

/** What the person at the terminal trusts; the dump has no say in it. */
async function trustOf(request: RpcRequest, rpc: string, { contract, author = [], until }: Trusting): Promise<AuditTrust> {
  const chainId = await createRpcReader(request)
    .chainId()
    .catch((error: unknown) => {
      throw new Error(`The node at ${rpc} does not answer: ${messageOf(error)}`);
    });
  const published = (deployments as Record<string, { supplyChain: string } | undefined>)[String(chainId)]?.supplyChain;
  const supplyChain = contract === undefined ? published : accountIn("--contract", contract);
  if (supplyChain === undefined)
    throw new UsageError(`No published contract is known on chain ${chainId}: name the one you trust with --contract`);
  const seconds = until === undefined ? undefined : Date.parse(until) / 1_000;
  if (Number.isNaN(seconds)) throw new UsageError("--until must be a time such as 2026-04-20T08:00:00Z");
  const trusted = { chainId, supplyChain: supplyChain as Address };
  return { trusted, authors: author.map((one) => accountIn("--author", one)), ...(seconds === undefined ? {} : { until: seconds }) };
}

function accountIn(option: string, text: string): Address {
  const parsed = address.safeParse(text);
  if (!parsed.success) throw new UsageError(`${option} must be an address of 20 bytes, 0x and 40 hex digits`);
  return parsed.data as Address;
}

function parse<const Options extends NonNullable<Parameters<typeof parseArgs>[0]>["options"]>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(`${messageOf(error)} (see --help)`);
  }
}
