import { registrationTypedData } from "@waybill/protocol/typed-data/registration";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { type ApiClient, waitFor } from "./api-client.ts";
import type { DemoChain } from "./load.ts";
import type { Organisation } from "./organisations.ts";
import { randomHex32 } from "./random.ts";

type Registrant = Pick<Organisation, "account" | "name" | "gln" | "country" | "roles">;

/** Registers an organisation by its own signature, and waits until the chain has it. Does nothing when it is there already. */
export async function register(api: ApiClient, chain: DemoChain, organisation: Registrant): Promise<void> {
  if (await registeredAt(api, organisation)) return;
  const { account, name, gln, country, roles } = organisation;
  const registration = { profile: { account: account.address, name, gln, country }, roles, nonce: randomHex32() as Hex32 };
  const signature = await account.signTypedData(registrationTypedData(chain, registration));
  await api.send("POST", "/api/organisations", { ...registration, signature });
  await waitFor(`registration of ${organisation.name}`, () => registeredAt(api, organisation));
}

async function registeredAt(api: ApiClient, { account }: Registrant): Promise<string | undefined> {
  const page = (await api.get(`/api/actors?limit=100`)) as { items: { party: { account: string }; registeredAt: string | null }[] };
  return page.items.find((actor) => actor.party.account === account.address)?.registeredAt ?? undefined;
}
