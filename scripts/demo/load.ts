import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { AnchorView } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { type ApiClient, createApiClient, waitFor } from "./api-client.ts";
import { claimSaving, ISSUED } from "./claim.ts";
import { captureDocument } from "./capture.ts";
import { handOverPallet } from "./hand-over.ts";
import { type Organisation, readOrganisations } from "./organisations.ts";
import { register } from "./register.ts";
import { retirePart } from "./retire.ts";
import { fillShop } from "./shop.ts";
import { createToken } from "./token.ts";
import { passOn } from "./transfer.ts";

export interface DemoChain {
  chainId: number;
  supplyChain: Address;
}

/** What the chain ends with; its maker keeps a footprint of it. */
const SALAD = "https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A";

/** Goods move through the chain in this order; every organisation captures its own documents. */
const CAPTURE_ORDER = [
  "harvest-cte.jsonld",
  "cooling-cte.jsonld",
  "initial-packing-cte.jsonld",
  "shipping-cte.jsonld",
  "receiving-cte.jsonld",
  "kitchen-supplies.jsonld",
  "transformation-cte.jsonld",
  "first-land-based-receiver-cte.jsonld",
  "rail-shipment.jsonld",
  "rail-receipt.jsonld",
];

export interface LoadDemoOptions {
  /** Base URL of the public API. */
  apiUrl: string;
  /** Where bearer tokens are made: products and places are described by token. */
  databaseUrl: string;
  /** The chain's node, for what an organisation sends and pays for itself. */
  rpcUrl: string;
  /** Whether warehouses hold the goods, and the shop itself none. */
  hasWarehouses?: boolean;
}

/**
 * Loads the demonstration through the public API: five organisations register, describe their products and places, sign and capture the
 * lettuce chain and a lot that went by rail, hand the pallet over, keep the salad's footprint, have a saving issued, passed on in part and
 * retired in part by its new holder, and everything is anchored. The shop sells what came of the chain, and a few books. Safe to run again: what is there is left as it is.
 */
export async function loadDemo({ apiUrl, databaseUrl, rpcUrl, hasWarehouses = false }: LoadDemoOptions): Promise<{ summary: string }> {
  const api = createApiClient(apiUrl);
  const config = (await api.get("/api/config")) as PublicConfig;
  const chain = { chainId: config.chain.id, supplyChain: config.contracts.supplyChain as Address };
  const organisations = await readOrganisations();

  for (const organisation of organisations) await register(api, chain, organisation);

  for (const organisation of organisations) await describe(api, organisation, await createToken(databaseUrl, organisation.account.address));

  let statements = 0;
  for (const file of CAPTURE_ORDER) statements += await captureDocument(api, chain, authorOf(organisations, file), file);

  await handOverPallet(api, chain, authorOf(organisations, "shipping-cte.jsonld"), authorOf(organisations, "receiving-cte.jsonld"));

  const kitchen = authorOf(organisations, "transformation-cte.jsonld");
  const token = await createToken(databaseUrl, kitchen.account.address);
  await api.send("POST", "/api/footprints", { subject: SALAD }, { token });
  const saving = await claimSaving(api, chain, { claimant: kitchen, token, rpcUrl });
  const grams = saving === ISSUED ? await useGrams(api, rpcUrl, kitchen, authorOf(organisations, "shipping-cte.jsonld")) : [];

  const shop = await fillShop(databaseUrl, { hasWarehouses });

  const { batch } = (await api.send("POST", "/api/anchors", {})) as { batch: { root: string } | null };
  await waitFor("anchoring", async () => {
    const { anchors } = (await api.get("/api/chain")) as { anchors: { count: number; pendingStatements: number } };
    const { items } = (await api.get("/api/anchors")) as { items: AnchorView[] };
    const isThere = batch === null || items.some(({ root }) => root === batch.root);
    return isThere && anchors.count > 0 && anchors.pendingStatements === 0 ? anchors : undefined;
  });
  return {
    summary: `${organisations.length} organisations, ${statements} signed statements, ${["one pallet handed over", saving, ...grams, shop].join(", ")}`,
  };
}

/** Passes grams on to another organisation, which retires a part of them; where nobody can pay for that, their first holder does. */
async function useGrams(api: ApiClient, rpcUrl: string, holder: Organisation, other: Organisation): Promise<string[]> {
  const passedOn = await passOn(api, rpcUrl, holder, other);
  const retired = await retirePart(api, passedOn === undefined ? holder : other);
  return [...(passedOn === undefined ? [] : [passedOn]), retired];
}

async function describe(api: ApiClient, { products, places }: Organisation, token: string): Promise<void> {
  for (const { gtin, ...product } of products) await api.send("PUT", `/api/products/${gtin}`, product, { token });
  for (const { gln, ...place } of places) await api.send("PUT", `/api/places/${gln}`, place, { token });
}

function authorOf(organisations: Organisation[], file: string): Organisation {
  const author = organisations.find(({ documents }) => documents.includes(file));
  if (!author) throw new Error(`no organisation captures ${file}`);
  return author;
}
