import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { deployments } from "../../protocol/src/abi/deployments.ts";
import { checkCertificate, type TrustedToken } from "../../protocol/src/certificates/check-certificate.ts";
import { address, type Address } from "../../protocol/src/schemas/primitives.ts";
import { quantity } from "../../protocol/src/verify/rpc/block.ts";
import type { RpcRequest } from "../../protocol/src/verify/rpc/json-rpc.ts";
import { messageOf } from "../../protocol/src/verify/step.ts";
import type { CommandIo } from "./command.ts";
import { httpRequest } from "./verify/http-request.ts";
import { certificateLines } from "./verify/lines.ts";

const EXIT_CODES = { verified: 0, failed: 1, unknown: 2 } as const;
const WRONG_USAGE = 3;

class UsageError extends Error {}

/** `waybill certificate verify`: checks a retirement from the chain alone. Exit code: 0 verified, 1 failed, 2 unknown, 3 wrong usage. */
export async function run(args: string[], io: CommandIo): Promise<number> {
  try {
    const options = readOptions(args);
    const text = await readFile(resolve(io.cwd, options.file), "utf8").catch((error: unknown) => {
      throw new UsageError(`The certificate cannot be read: ${messageOf(error)}.`);
    });
    const request = httpRequest(options.rpc);
    const verdict = await checkCertificate(text, request, await findTrusted(request, options));
    io.stdout.write(options.json ? `${JSON.stringify(verdict, null, 2)}\n` : `${certificateLines(verdict).join("\n")}\n`);
    return EXIT_CODES[verdict.outcome];
  } catch (error) {
    io.stderr.write(`${messageOf(error)}.\n`);
    return error instanceof UsageError ? WRONG_USAGE : EXIT_CODES.unknown;
  }
}

interface Options {
  file: string;
  rpc: string;
  token: Address | undefined;
  chainId: number | undefined;
  json: boolean;
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [verb, file, ...more] = positionals;
  if (verb !== "verify" || file === undefined || more.length > 0) throw new UsageError("Say verify, and name one file (see --help).");
  if (values.rpc === undefined || !URL.canParse(values.rpc))
    throw new UsageError("Give the address of a node with --rpc, for example --rpc http://localhost:8545.");
  const token = address.safeParse(values.token);
  if (values.token !== undefined && !token.success) throw new UsageError("--token must be an address of 20 bytes, 0x and 40 hex digits.");
  const chainId = values["chain-id"] === undefined ? undefined : Number(values["chain-id"]);
  if (chainId !== undefined && !(Number.isSafeInteger(chainId) && chainId > 0)) throw new UsageError("--chain-id must be a whole number.");
  return { file, rpc: values.rpc, token: token.data as Address | undefined, chainId, json: values.json };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rpc: { type: "string" },
        token: { type: "string" },
        "chain-id": { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${messageOf(error)} (see --help).`);
  }
}

/** What the person at the terminal trusts; the certificate has no say in it. */
async function findTrusted(request: RpcRequest, { token, chainId, rpc }: Options): Promise<TrustedToken> {
  const chain =
    chainId ??
    quantity.parse(
      await request("eth_chainId", []).catch((error: unknown) => {
        throw new Error(`The node at ${rpc} does not answer: ${messageOf(error)}.`);
      }),
    );
  const published = (deployments as Record<string, { carbonToken: string } | undefined>)[String(chain)]?.carbonToken;
  const trusted = token ?? (published as Address | undefined);
  if (trusted === undefined) throw new UsageError(`No published token is known on chain ${chain}: name the one you trust with --token.`);
  return { chainId: chain, token: trusted };
}
