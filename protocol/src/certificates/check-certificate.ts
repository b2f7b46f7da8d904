import { isAddressEqual } from "viem/utils";
import { formatGrams } from "../measures/grams.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import { batchIdOf, retirementIdOf } from "../typed-data/carbon.ts";
import { visibleText } from "../typed-data/plain-text.ts";
import { checkAccountSignature } from "../verify/account-signature.ts";
import { readBlock } from "../verify/rpc/block.ts";
import { createRpcReader } from "../verify/rpc-reader.ts";
import type { RpcRequest } from "../verify/rpc/json-rpc.ts";
import { failed, messageOf, passed, stepOf, unknown, type Finding } from "../verify/step.ts";
import { outcomeOf, type Step, type Verdict } from "../verify/verdict.ts";
import { certificate, certificateDigest, chainOf, retirementOf, type Certificate } from "./certificate.ts";
import { correctionsOf, eventIn, tokenState } from "./read-token.ts";

export type CertificateStepId =
  "schema" | "chain" | "name" | "retired" | "issued" | "backing" | "claim" | "corrections" | "finality" | "signature";

export interface CertificateVerdict extends Verdict<CertificateStepId> {
  /** What was read, where it could be. */
  certificate?: Certificate;
}

/** Token that the reader trusts; a certificate can only name one. */
export interface TrustedToken {
  chainId: number;
  token: Address;
}

/**
 * Checks a certificate of a retirement against a chain, and nothing else: neither the installation that drew it nor any server of ours is asked.
 *
 * @param text the certificate as JSON
 * @param request asks a node of the reader's choice
 */
export async function checkCertificate(text: string, request: RpcRequest, trusted: TrustedToken): Promise<CertificateVerdict> {
  const read = readCertificate(text);
  if (typeof read === "string") return { outcome: "failed", steps: [{ id: "schema", status: "failed", reason: read }] };
  const schema: Step<CertificateStepId> = { id: "schema", status: "passed", reason: "This is a certificate of a retirement." };
  const chain = await stepOf("chain", () => checkChain(read, request, trusted));
  if (chain.status !== "passed") return verdictOf(read, [schema, chain]);
  return verdictOf(read, [
    schema,
    chain,
    await stepOf("name", () => checkName(read)),
    await stepOf("retired", () => checkRetired(read, request)),
    await stepOf("issued", () => checkIssued(read, request)),
    await stepOf("backing", () => checkBacking(read, request)),
    await stepOf("claim", () => checkClaim(read, request)),
    await stepOf("corrections", () => checkCorrections(read, request)),
    await stepOf("finality", () => checkFinality(read, request)),
    await stepOf("signature", () => checkSignature(read, request)),
  ]);
}

function verdictOf(read: Certificate, steps: Step<CertificateStepId>[]): CertificateVerdict {
  return { outcome: outcomeOf(steps), steps, certificate: read };
}

function readCertificate(text: string): Certificate | string {
  try {
    const parsed = certificate.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return `This is no certificate of a retirement: /${issue?.path.map(String).join("/")} ${issue?.message}.`;
  } catch (error) {
    return `This is no JSON: ${messageOf(error)}.`;
  }
}

async function checkChain({ chain }: Certificate, request: RpcRequest, trusted: TrustedToken): Promise<Finding> {
  if (chain.chainId !== trusted.chainId) return failed(`It is of chain ${chain.chainId}, not of chain ${trusted.chainId} that you trust.`);
  if (!isAddressEqual(chain.token as Address, trusted.token))
    return failed(`It is of token ${chain.token}, not of ${trusted.token} that you trust.`);
  const answering = await createRpcReader(request).chainId();
  if (answering !== trusted.chainId) return unknown(`The node answers for chain ${answering}.`);
  return passed(`Token ${trusted.token} on chain ${trusted.chainId}, which you trust.`);
}

/** The name is a hash of all that the certificate says of the retirement: one changed character makes another. */
function checkName(read: Certificate): Finding {
  const computed = retirementIdOf(chainOf(read), retirementOf(read));
  if (computed === read.retirement) return passed("The retirement's name is the hash of what the certificate says of it.");
  return failed("What the certificate says has another name than the retirement.", { said: read.retirement, computed });
}

async function checkRetired(read: Certificate, request: RpcRequest): Promise<Finding> {
  const [retirement, transactionHash] = [read.retirement as Hex32, read.transactionHash as Hex32];
  const found = await eventIn(request, read.chain.token as Address, { eventName: "Retired", subject: retirement, transactionHash });
  if (!found) return failed(`Transaction ${transactionHash} did not retire this on the node's chain.`);
  if (found.blockNumber !== read.blockNumber) return failed(`It is in block ${found.blockNumber}, not ${read.blockNumber}.`);
  const { timestamp } = await readBlock(request, found.blockNumber);
  if (timestamp !== read.retiredAt) return failed(`That block is of ${timestamp}, not of ${read.retiredAt} seconds since 1970.`);
  const { amount, holder } = found.args as { amount: bigint; holder: Address };
  const retired = `${formatGrams(amount)} of CO₂e were retired by ${holder}`;
  if (amount !== BigInt(read.grams) || !isAddressEqual(holder, read.holder as Address))
    return failed(`${retired}, not ${formatGrams(BigInt(read.grams))} by ${read.holder}.`);
  return passed(`${retired} in block ${read.blockNumber}, for good.`);
}

async function checkIssued({ chain, batch }: Certificate, request: RpcRequest): Promise<Finding> {
  const { registry, project, vintage, firstSerial } = batch;
  const id = batchIdOf({ registry: registry as Hex32, project: project as Hex32, vintage, firstSerial: BigInt(firstSerial) });
  if (id !== BigInt(batch.id)) return failed("The batch's terms lead to another batch.");
  const place = { eventName: "Issued" as const, subject: batch.id as Hex32, transactionHash: batch.transactionHash as Hex32 };
  const found = await eventIn(request, chain.token as Address, place);
  if (!found) return failed(`Transaction ${batch.transactionHash} did not issue this batch on the node's chain.`);
  const told = { to: batch.issuedTo, verifier: batch.verifier, lastSerial: batch.lastSerial, savingHash: batch.savingHash };
  const wrong = Object.entries(told).find(([name, value]) => String(found.args[name]).toLowerCase() !== value.toLowerCase());
  if (wrong) return failed(`The issuance says another ${wrong[0]}.`, { said: wrong[1], onChain: String(found.args[wrong[0]]) });
  return passed(`The grams are of ${batch.vintage}, and ${batch.verifier} verified them.`);
}

/** A deficit says nothing of what is retired: only that others of the batch hold grams without a saving. */
async function checkBacking(read: Certificate, request: RpcRequest): Promise<Finding> {
  const { batch } = await stateOf(read, request);
  if (BigInt(batch.retired) < BigInt(read.retiredBefore) + BigInt(read.grams))
    return failed("The token holds fewer retired grams of this batch than the certificate says.");
  if (batch.cancelled + batch.deficit === 0) return passed("Nothing of the batch was called off.");
  const off = formatGrams(BigInt(batch.cancelled + batch.deficit));
  return passed(
    `${off} of the batch were called off, ${formatGrams(BigInt(batch.deficit))} of them not made good; what is retired stays retired.`,
  );
}

async function checkClaim(read: Certificate, request: RpcRequest): Promise<Finding> {
  if (read.shipment === null) return passed("It is bound to no shipment.");
  const { claimedBy } = await stateOf(read, request);
  if (claimedBy === read.retirement) return passed("The beneficiary has claimed the shipment by this retirement, once.");
  if (/^0x0+$/.test(claimedBy)) return failed("The token knows of no claim to this shipment in the beneficiary's name.");
  return passed(`The beneficiary has claimed the shipment once, by several retirements together; ${claimedBy} was the first.`);
}

async function checkCorrections({ chain, retirement, blockNumber }: Certificate, request: RpcRequest): Promise<Finding> {
  const corrections = await correctionsOf(request, chain.token as Address, retirement as Hex32, blockNumber);
  if (corrections.length === 0) return passed("The holder has corrected nothing.");
  return passed(`The holder said afterwards: ${corrections.map((text) => `“${visibleText(text)}”`).join(", ")}.`);
}

async function checkFinality({ blockNumber }: Certificate, request: RpcRequest): Promise<Finding> {
  const { number } = await readBlock(request, "finalized");
  if (number >= blockNumber) return passed("Its block is final.");
  return unknown(`Its block is not final yet: block ${number} is the last one that is.`);
}

async function checkSignature({ signature: by, ...said }: Certificate, request: RpcRequest): Promise<Finding> {
  const parts = { account: by.account as Address, digest: certificateDigest(said), signature: by.signature as Hex32 };
  const check = await checkAccountSignature(createRpcReader(request), parts);
  return check.valid
    ? passed(`${by.account} drew it; you need not trust that account.`)
    : failed(`${by.account} did not draw it: ${check.reason}.`);
}

function stateOf({ chain, batch, shipment, beneficiary }: Certificate, request: RpcRequest) {
  const key = (shipment ?? `0x${"00".repeat(32)}`) as Hex32;
  return tokenState(request, chain.token as Address, { batch: BigInt(batch.id), shipment: key, beneficiary: beneficiary as Address });
}
