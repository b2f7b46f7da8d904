import { randomBytes } from "node:crypto";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { issuanceTerms, type ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { DocumentView } from "@waybill/protocol/schemas/api/documents";
import { computeFootprint } from "@waybill/protocol/footprint/compute-footprint";
import type { TransportChain, TransportChainElement } from "@waybill/protocol/footprint/transport-chain";
import { DESNZ_2025 } from "@waybill/protocol/footprint/tables/desnz-2025";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { type CarbonChain, issueTypedData, savingHashOf, type IssueMessage } from "@waybill/protocol/typed-data/carbon";
import { endClaimTypedData, orderIssueTypedData, submitClaimTypedData } from "@waybill/protocol/typed-data/claim-acts";
import { createPublicClient, createWalletClient, http, publicActions } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { chainFrom, FARM, KITCHEN, LETTUCE, made, received, sent } from "../../../protocol/test/support/goods.ts";
import { developmentKey } from "../../src/config/development-keys.ts";
import { storeFootprint } from "../../src/modules/carbon/footprints.store.ts";
import { inTransaction } from "../../src/platform/context.ts";
import type { ChainBackend } from "./chain-backend.ts";
import { KEYS, type ChainWorld } from "./chain-world.ts";
import { tokenOf } from "./organisations.ts";

export const ISSUER_ROLE = 3n;
export const VERIFIER_ROLE = 4n;
export const VERIFIER = developmentKey(7);
const RAIL = { "transport:mode": "rail", "transport:distance": "400 KMT" };

export const addressOf = (key: Hex32): Address => privateKeyToAccount(key).address as Address;
/** A day from now. */
export const tomorrow = (): number => Math.floor(Date.now() / 1_000) + 86_400;

/** Grams of a batch that an account holds on chain. */
export function balanceOf(world: ChainWorld, account: string, batch: string): Promise<bigint> {
  return createPublicClient({ transport: http(world.anvil.url) }).readContract({
    ...{ abi: carbonTokenAbi, address: world.deployment.carbon.token as Address, functionName: "balanceOf" as const },
    args: [account as Address, BigInt(batch)],
  });
}

/** The verifier takes back on chain what it signed. */
export function withdrawVerification(world: ChainWorld, digest: string): Promise<void> {
  return send(world, VERIFIER, "withdrawVerification", [digest]);
}

/** An issuer sends what the verifier signed, past this backend. */
export function issueDirectly(world: ChainWorld, { terms, verification }: ClaimView): Promise<void> {
  const { saving, ...issued } = issuanceTerms.parse(terms);
  const serials = { firstSerial: BigInt(issued.firstSerial), lastSerial: BigInt(issued.lastSerial) };
  const message = { ...issued, ...serials, savingHash: savingHashOf(saving as IssueMessage["saving"]), deadline: verification?.deadline };
  return send(world, KEYS.relayer, "issue", [message, addressOf(VERIFIER), verification?.signature]);
}

/** An issuer calls off a part of a saving. */
export function cancelDirectly(world: ChainWorld, { batch }: ClaimView, grams: bigint): Promise<void> {
  return send(world, KEYS.relayer, "cancel", [BigInt(batch), grams, `0x${"0c".repeat(32)}`]);
}

async function send(world: ChainWorld, key: Hex32, functionName: string, args: readonly unknown[]): Promise<void> {
  const client = createWalletClient({ transport: http(world.anvil.url), account: privateKeyToAccount(key) }).extend(publicActions);
  const call = { address: world.deployment.carbon.token as Address, abi: carbonTokenAbi, functionName, args, chain: null };
  const { status } = await client.waitForTransactionReceipt({ hash: await client.writeContract(call as never), pollingInterval: 10 });
  if (status !== "success") throw new Error(`${functionName} was refused`);
}

/** A ton of lettuce, of a lot that no other chain has, by rail from the shipper to the receiver; told by statements of its own. */
export function railChain(shipper: Address, receiver: Address): TransportChain {
  const lot = `${LETTUCE}-${randomBytes(5).toString("hex")}` as Subject;
  const chain = chainFrom([made(1, FARM, lot, 1000), sent(2, FARM, KITCHEN, lot, 1000, RAIL), received(3, KITCHEN, lot, 1000)], lot);
  return toldAnew({
    ...chain,
    elements: chain.elements.map((element) => ({ ...(element as TransportChainElement), shipper, receiver, operator: null, payer: null })),
  });
}

/** The same, told by other statements. */
export function toldAnew(chain: TransportChain): TransportChain {
  const elements = chain.elements.map((element) => ({
    ...element,
    evidence: element.evidence.map((one) =>
      one.statement === null ? one : { ...one, statement: `0x${randomBytes(32).toString("hex")}` as Hex32 },
    ),
  }));
  return { ...chain, elements };
}

/** Who does what with claims, over HTTP. */
export function claimActions(world: ChainWorld, backend: ChainBackend) {
  const carbonChain: CarbonChain = { chainId: world.deployment.chainId, token: world.deployment.carbon.token as Address };
  const path = (id: string, act = "") => `/api/carbon/claims/${id}${act && `/${act}`}`;
  const keep = (account: Address, chain: TransportChain) =>
    inTransaction(backend.app, (ctx) => storeFootprint(ctx, account, computeFootprint(chain, [DESNZ_2025], new Date())));

  async function evidence(account: Address, bytes = randomBytes(12).toString("hex")): Promise<string> {
    const response = await fetch(`${backend.url}/api/documents?visibility=public&name=fuel.txt`, {
      method: "POST",
      headers: { authorization: `Bearer ${await tokenOf(backend, account)}`, "content-type": "application/octet-stream" },
      body: `Fuel receipts ${bytes}\n`,
    });
    if (response.status !== 201) throw new Error(`the file was refused: ${await response.text()}`);
    return ((await response.json()) as DocumentView).cid;
  }

  async function post(key: Hex32, body: object) {
    const response = await fetch(`${backend.url}/api/carbon/claims`, {
      method: "POST",
      headers: { authorization: `Bearer ${await tokenOf(backend, addressOf(key))}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as ClaimView & { code: string; detail: string } };
  }

  /** The body of a claim over a rail transport of Alice's to Bob that would have gone by road. */
  async function request(change: object = {}, chain = railChain(addressOf(KEYS.alice), addressOf(KEYS.bob))) {
    const alice = addressOf(KEYS.alice);
    return {
      actual: await keep(alice, chain),
      changes: [{ element: chain.elements[0]?.id ?? "", mode: "road", refrigerated: false, distanceMetres: "400000" }],
      documents: [await evidence(alice)],
      verifier: addressOf(VERIFIER),
      ...change,
    };
  }

  return {
    carbonChain,
    keep,
    evidence,
    post,
    request,
    async draft(change: object = {}): Promise<ClaimView> {
      const { status, body } = await post(KEYS.alice, await request(change));
      if (status !== 201) throw new Error(`the claim was refused: ${JSON.stringify(body)}`);
      return body;
    },
    async submission({ id, claimant, receiver, verifier, grams, terms }: ClaimView, key: Hex32 = KEYS.alice, deadline = tomorrow()) {
      const message = {
        ...{
          claim: id,
          claimant: claimant.account,
          receiver: receiver.account,
          verifier: verifier.account,
          grams: BigInt(grams),
          deadline,
        },
        savingHash: savingHashOf(terms.saving as never),
      };
      return { deadline, signature: await privateKeyToAccount(key).signTypedData(submitClaimTypedData(carbonChain, message as never)) };
    },
    async verification({ terms }: ClaimView, key: Hex32 = VERIFIER, deadline = tomorrow()) {
      const { firstSerial, lastSerial, ...rest } = issuanceTerms.parse(terms);
      const message = { ...rest, firstSerial: BigInt(firstSerial), lastSerial: BigInt(lastSerial), deadline } as IssueMessage;
      return { deadline, signature: await privateKeyToAccount(key).signTypedData(issueTypedData(carbonChain, message)) };
    },
    async ending({ id }: ClaimView, key: Hex32, reason = "The fuel receipts are of another month.", deadline = tomorrow()) {
      const message = { claim: id, account: addressOf(key), reason, deadline };
      return { reason, deadline, signature: await privateKeyToAccount(key).signTypedData(endClaimTypedData(carbonChain, message)) };
    },
    async order({ id, verification }: ClaimView, key: Hex32 = KEYS.relayer, deadline = tomorrow()) {
      const issuer = addressOf(key);
      const message = { claim: id, issuer, verification: (verification?.digest ?? `0x${"00".repeat(32)}`) as Hex32, deadline };
      return { issuer, deadline, signature: await privateKeyToAccount(key).signTypedData(orderIssueTypedData(carbonChain, message)) };
    },
    act: (id: string, act: string, body: object) => backend.post<ClaimView & { code: string; detail: string }>(path(id, act), body),
    get: (id: string) => backend.get<ClaimView>(path(id)),
  };
}
