import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { deployments } from "../../protocol/src/abi/deployments.ts";
import { verifyDisclosure } from "../../protocol/src/disclosure/verify-disclosure.ts";
import { isDocument, parseDocumentLink } from "../../protocol/src/documents/document-link.ts";
import { verifyEscalation } from "../../protocol/src/recall/verify-escalation.ts";
import { address, type Address } from "../../protocol/src/schemas/primitives.ts";
import type { ChainReader } from "../../protocol/src/verify/chain-reader.ts";
import { createRpcReader } from "../../protocol/src/verify/rpc-reader.ts";
import type { Trusted } from "../../protocol/src/verify/run.ts";
import { messageOf } from "../../protocol/src/verify/step.ts";
import type { ReadDocument } from "../../protocol/src/verify/steps/documents.ts";
import type { Outcome } from "../../protocol/src/verify/verdict.ts";
import { verify } from "../../protocol/src/verify/verify-event.ts";
import { verifyJourney } from "../../protocol/src/verify/verify-journey.ts";
import { httpRequest } from "./verify/http-request.ts";
import { disclosureLines, escalationLines, eventLines, journeyLines } from "./verify/lines.ts";

const EXIT_CODES: Record<Outcome, number> = { verified: 0, failed: 1, unknown: 2 };
const WRONG_USAGE = 3;

export interface CliIo {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  cwd: string;
}

/** A mistake in the command line, as one sentence. */
class UsageError extends Error {}

/** `waybill verify`: prints every step and the verdict. Resolves with the exit code: 0 verified, 1 failed, 2 unknown, 3 wrong usage. */
export async function run(args: string[], io: CliIo): Promise<number> {
  try {
    const options = readOptions(args);
    const text = await readFile(resolve(io.cwd, options.file), "utf8").catch((error: unknown) => {
      throw new UsageError(`The bundle cannot be read: ${messageOf(error)}.`);
    });
    const reader = createRpcReader(httpRequest(options.rpc));
    const trusted = await findTrusted(reader, options);
    const { verdict, lines } = await check(text, reader, { trusted, readDocument: await readDocuments(options.documents, io.cwd) });
    io.stdout.write(options.json ? `${JSON.stringify(verdict, null, 2)}\n` : `${lines.join("\n")}\n`);
    return EXIT_CODES[verdict.outcome];
  } catch (error) {
    io.stderr.write(`${messageOf(error)}.\n`);
    return error instanceof UsageError ? WRONG_USAGE : EXIT_CODES.unknown;
  }
}

async function check(text: string, reader: ChainReader, options: { trusted: Trusted; readDocument: ReadDocument }) {
  const format = formatOf(text);
  if (format === "waybill-journey-bundle") {
    const verdict = await verifyJourney(text, reader, options);
    return { verdict, lines: journeyLines(verdict) };
  }
  if (format === "waybill-disclosure") {
    const verdict = await verifyDisclosure(text, reader, options);
    return { verdict, lines: disclosureLines(verdict) };
  }
  if (format === "waybill-escalation") {
    const verdict = await verifyEscalation(text, reader, options);
    return { verdict, lines: escalationLines(verdict) };
  }
  const verdict = await verify(text, reader, options);
  return { verdict, lines: eventLines(verdict) };
}

/** Of the files given the one that a link names; files that none names are no contradiction. */
async function readDocuments(paths: readonly string[], cwd: string): Promise<ReadDocument> {
  const files = await Promise.all(
    paths.map((path) =>
      readFile(resolve(cwd, path)).catch((error: unknown) => {
        throw new UsageError(`The document cannot be read: ${messageOf(error)}.`);
      }),
    ),
  );
  return async (text) => {
    const link = parseDocumentLink(text);
    return files.find((file) => link !== undefined && isDocument(link, file));
  };
}

function formatOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format;
  } catch {
    return undefined;
  }
}

interface Options {
  file: string;
  rpc: string;
  contract?: Address;
  chainId?: number;
  documents: readonly string[];
  json: boolean;
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError("Name one bundle file (see --help).");
  if (values.rpc === undefined || !URL.canParse(values.rpc))
    throw new UsageError("Give the address of a node with --rpc, for example --rpc http://localhost:8545.");
  const contract = address.safeParse(values.contract);
  if (values.contract !== undefined && !contract.success)
    throw new UsageError("--contract must be an address of 20 bytes, 0x and 40 hex digits.");
  const chainId = values["chain-id"] === undefined ? undefined : Number(values["chain-id"]);
  if (chainId !== undefined && !(Number.isSafeInteger(chainId) && chainId > 0)) throw new UsageError("--chain-id must be a whole number.");
  return { file, rpc: values.rpc, contract: contract.data as Address | undefined, chainId, documents: values.document, json: values.json };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rpc: { type: "string" },
        contract: { type: "string" },
        "chain-id": { type: "string" },
        document: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${messageOf(error)} (see --help).`);
  }
}

/** What the person at the terminal trusts; the bundle has no say in it. */
async function findTrusted(reader: ChainReader, { contract, chainId, rpc }: Options): Promise<Trusted> {
  const chain =
    chainId ??
    (await reader.chainId().catch((error: unknown) => {
      throw new Error(`The node at ${rpc} does not answer: ${messageOf(error)}.`);
    }));
  const published = (deployments as Record<string, { supplyChain: string } | undefined>)[String(chain)]?.supplyChain;
  const supplyChain = contract ?? (published as Address | undefined);
  if (supplyChain === undefined)
    throw new UsageError(`No published contract is known on chain ${chain}: name the one you trust with --contract.`);
  return { chainId: chain, supplyChain };
}
