import type { ProductFootprint } from "@waybill/protocol/pact/product-footprint";
import type { ClientCredentials, PartnerView, ProvenFootprint, PublishRequest } from "@waybill/protocol/schemas/api/exchange";
import { expect } from "chai";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { send, type Answer, type RequestOptions, type TestBackend } from "./backend.ts";
import { accountOf, register, tokenOf } from "./organisations.ts";

export const SALAD = "urn:gtin:09506000134369";
export const LETTUCE = "urn:gtin:09506000134352";

/** What a footprint says: of a kilogram of salad in the United States in 2025, unless told otherwise. */
export function footprintDraft(
  change: Omit<Partial<PublishRequest>, "pcf"> & { pcf?: Partial<PublishRequest["pcf"]> } = {},
): PublishRequest {
  const { pcf, ...members } = change;
  return {
    productIds: [SALAD],
    productNameCompany: "Mixed salad",
    productDescription: "Washed, cut and packed",
    productClassifications: ["urn:unspsc:50406500"],
    ...members,
    pcf: {
      declaredUnitOfMeasurement: "kilogram",
      declaredUnitAmount: "1",
      productMassPerDeclaredUnit: "1",
      referencePeriodStart: "2025-01-01T00:00:00Z",
      referencePeriodEnd: "2026-01-01T00:00:00Z",
      geographyCountry: "US",
      pcfExcludingBiogenicUptake: "0.85",
      pcfIncludingBiogenicUptake: "0.65",
      fossilGhgEmissions: "0.85",
      fossilCarbonContent: "0",
      ipccCharacterizationFactors: ["AR6"],
      crossSectoralStandards: ["ISO14067", "PACT-3.0"],
      exemptedEmissionsPercent: "0",
      primaryDataShare: "43.5",
      ...pcf,
    },
  };
}

/** An organisation with its bearer token. */
export interface Owner {
  token: string;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  publish(draft?: PublishRequest): Promise<ProvenFootprint>;
  /** Adds a partner that may read some products, with credentials and an access token. */
  partner(name: string, options?: { products?: string[]; host?: unknown; scopes?: string[] }): Promise<Partner>;
}

export interface Partner extends ClientCredentials {
  id: string;
  accessToken: string;
  /** Asks our host system below /pact. */
  ask(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  list(query?: string): Promise<ProductFootprint[]>;
}

/** Any backend over HTTP. */
type Served = Pick<TestBackend, "app" | "url">;

/** An organisation that registers with this name. */
export async function ownerOf(backend: TestBackend, name: string, gln?: string): Promise<Owner> {
  await register(backend, name, gln === undefined ? {} : { gln });
  return ownerWith(backend, accountOf(name).address);
}

/** The organisation of an account. */
export async function ownerWith(backend: Served, account: Address): Promise<Owner> {
  const token = await tokenOf(backend, account);
  const ask: Owner["ask"] = (method, path, body) =>
    send(backend.url, method, `/api/exchange${path}`, { token, ...(body === undefined ? {} : { body }) });
  const done = async <Body>(status: number, answer: Promise<Answer>): Promise<Body> => {
    const { status: got, text, json } = await answer;
    expect(got, text).to.equal(status);
    return json<Body>();
  };
  return {
    token,
    ask,
    publish: (draft = footprintDraft()) => done<ProvenFootprint>(201, ask("POST", "/footprints", draft)),
    async partner(partnerName, { products, host, scopes } = {}) {
      const { id } = await done<PartnerView>(201, ask("POST", "/partners", { name: partnerName, ...(host === undefined ? {} : { host }) }));
      if (products) await done(200, ask("PUT", `/partners/${id}/products`, { productIds: products }));
      const client = await done<ClientCredentials>(201, ask("POST", `/partners/${id}/clients`, scopes ? { scopes } : {}));
      const accessToken = (await askToken(backend, client)).json<{ access_token: string }>().access_token;
      const askPact: Partner["ask"] = (method, path, options) =>
        send(backend.url, method, `/pact${path}`, { token: accessToken, ...options });
      return {
        ...{ id, accessToken, ...client, ask: askPact },
        async list(query = "") {
          return (await done<{ data: ProductFootprint[] }>(200, askPact("GET", `/3/footprints${query}`))).data;
        },
      };
    },
  };
}

/** Asks for an access token; `form` instead of the grant alone. */
export function askToken(
  backend: Served,
  { clientId, clientSecret }: Pick<ClientCredentials, "clientId" | "clientSecret">,
  form = "grant_type=client_credentials",
): Promise<Answer> {
  return send(backend.url, "POST", "/pact/auth/token", {
    text: form,
    type: "application/x-www-form-urlencoded",
    headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
  });
}
