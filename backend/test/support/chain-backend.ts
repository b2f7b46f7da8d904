import { registrationTypedData } from "@waybill/protocol/typed-data/registration";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { keccak256, stringToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { startBackend, type Backend } from "../../src/composition.ts";
import { configOf, type ChainWorld } from "./chain-world.ts";
import { createMigratedDatabase } from "./databases.ts";
import { waitFor } from "./wait-for.ts";

/** Asks a server, and reads its answers as JSON. */
export interface Talk {
  get<Body>(path: string): Promise<{ status: number; body: Body }>;
  post<Body>(path: string, body: unknown): Promise<{ status: number; body: Body }>;
}

/** A backend with every role, on the real contracts. */
export interface ChainBackend extends Backend, Talk {
  url: string;
}

export async function startChainBackend(world: ChainWorld, env: Record<string, string> = {}): Promise<ChainBackend> {
  const database = await createMigratedDatabase(env["INDEX_FILE"]);
  const backend = await startBackend(configOf(world, database.url, { WAYBILL_DEMO: "on", ...env }));
  const url = backend.url ?? "";
  return { ...backend, ...talkTo(url), url };
}

export function talkTo(url: string): Talk {
  const read = async <Body>(response: Response) => ({ status: response.status, body: (await response.json()) as Body });
  return {
    get: async (path) => read(await fetch(url + path)),
    post: async (path, body) =>
      read(await fetch(url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })),
  };
}

/** Registers the key's account through the API and waits until it is on chain. */
export async function registerActor(backend: Talk, world: ChainWorld, key: Hex32, name: string): Promise<Address> {
  const account = privateKeyToAccount(key);
  const address = account.address as Address;
  const chain = { chainId: world.deployment.chainId, supplyChain: world.deployment.supplyChain as Address };
  const roles = ROLE.producer | ROLE.carrier;
  const registration = { profile: { account: address, name }, roles, nonce: keccak256(stringToHex(name)) as Hex32 };
  const signature = await account.signTypedData(registrationTypedData(chain, registration));
  const answer = await backend.post("/api/organisations", { ...registration, signature });
  if (answer.status >= 300) throw new Error(`registration was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return waitFor(`the registration of ${name}`, async () => {
    const actor = await backend.get<{ roles?: string[]; registeredAt: string | null; finality: string | null }>(`/api/actors/${address}`);
    return actor.status === 200 && actor.body.finality !== null && actor.body.finality !== "pending" ? address : undefined;
  });
}
