import type { PACT_EVENTS } from "@waybill/protocol/pact/events";
import type { ProductFootprint } from "@waybill/protocol/pact/product-footprint";
import { startTestBackend } from "../../support/backend.ts";
import { footprintDraft, LETTUCE, ownerOf, SALAD } from "../../support/exchange.ts";
import { startPartnerHost, type PartnerHost } from "../../support/partner-host.ts";
import { askOverTls, startTlsFront, type TlsAnswer } from "../../support/tls-front.ts";

/** A host system over HTTPS, a client of it, and the host system of that client. */
export interface HostSystem {
  /** Address before `/3/footprints`. */
  base: string;
  /** Token endpoint, as discovery names it. */
  tokenUrl: string;
  credentials: { clientId: string; clientSecret: string };
  /** What the client may read, as one list told it. */
  footprints: ProductFootprint[];
  callbacks: PartnerHost;
  /** Asks with a good access token, unless another is given. */
  ask(method: string, path: string, options?: AskOptions): Promise<TlsAnswer>;
  /** Asks the token endpoint, or another address of it. */
  askToken(credentials: { clientId: string; clientSecret: string }, url?: string): Promise<TlsAnswer>;
  /** Posts an event of the client. */
  post(type: (typeof PACT_EVENTS)[keyof typeof PACT_EVENTS], data: unknown, options?: AskOptions & { id?: string }): Promise<TlsAnswer>;
  stop(): Promise<void>;
}

interface AskOptions {
  token?: string;
  headers?: Record<string, string>;
  body?: string;
  base?: string;
}

/** Ours: a backend behind TLS, with footprints of two products, one of them corrected. */
export async function startHostSystem(): Promise<HostSystem> {
  const backend = await startTestBackend({ TRUST_PROXY: "127.0.0.1" });
  const front = await startTlsFront(backend.url);
  const callbacks = await startPartnerHost();
  const base = `${front.url}/pact`;
  const owner = await ownerOf(backend, "Salad Kitchen", "9506000134376");
  const credentials = await owner.partner("Data recipient", { products: [SALAD, LETTUCE], host: callbacks.host });
  const { footprint } = await owner.publish();
  await owner.publish(footprintDraft({ precedingPfIds: [footprint.id], pcf: { pcfExcludingBiogenicUptake: "0.83" } }));
  await owner.publish(
    footprintDraft({ productIds: [LETTUCE], validityPeriodStart: "2026-02-01T00:00:00Z", validityPeriodEnd: "2027-02-01T00:00:00Z" }),
  );

  const discovery = JSON.parse((await askOverTls(`${base}/.well-known/openid-configuration`)).text) as { token_endpoint: string };
  const tokenUrl = discovery.token_endpoint;
  const askToken: HostSystem["askToken"] = ({ clientId, clientSecret }, url = tokenUrl) =>
    askOverTls(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
      },
      body: "grant_type=client_credentials",
    });
  const { access_token: good } = JSON.parse((await askToken(credentials)).text) as { access_token: string };
  const ask: HostSystem["ask"] = (method, path, { token = good, headers = {}, body, base: other = base } = {}) =>
    askOverTls(other + path, { method, headers: { Authorization: `Bearer ${token}`, ...headers }, body });
  return {
    ...{ base, tokenUrl, credentials, callbacks, ask, askToken },
    footprints: (JSON.parse((await ask("GET", "/3/footprints")).text) as { data: ProductFootprint[] }).data,
    post: (type, data, { id = crypto.randomUUID(), ...options } = {}) =>
      ask("POST", "/3/events", {
        body: JSON.stringify({ specversion: "1.0", id, source: callbacks.url, time: new Date().toISOString(), type, data }),
        headers: { "Content-Type": "application/cloudevents+json; charset=UTF-8" },
        ...options,
      }),
    async stop() {
      for (const service of [callbacks, front, backend]) await service.stop();
    },
  };
}
