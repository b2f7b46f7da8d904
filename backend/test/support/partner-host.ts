import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { PactEvent } from "@waybill/protocol/pact/events";

/** A partner's own PACT host system in memory: gives tokens, takes events, answers footprints. */
export interface PartnerHost {
  url: string;
  /** As an organisation enters it. */
  host: { url: string; clientId: string; clientSecret: string };
  /** Every event that was posted with a good token, taken or not, in order. */
  posted: PactEvent[];
  footprints: Map<string, unknown>;
  /** How the next events are answered, one after the other; later ones with 200. */
  answer(...statuses: (number | "cut")[]): void;
  /** Answers every event alike from now on; null ends it. */
  answerAll(status: number | null): void;
  stop(): Promise<void>;
}

const CREDENTIALS = { clientId: "waybill at partner", clientSecret: "s3cret:/?" };

export async function startPartnerHost({ hasDiscovery = true }: { hasDiscovery?: boolean } = {}): Promise<PartnerHost> {
  const posted: PactEvent[] = [];
  const footprints = new Map<string, unknown>();
  const statuses: (number | "cut")[] = [];
  let always: number | null = null;
  const tokens = new Set<string>();
  let url = "";
  const json = (response: ServerResponse, status: number, body: unknown) =>
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  const tokenPath = hasDiscovery ? "/oauth/tokens" : "/auth/token";
  const basic = Buffer.from([CREDENTIALS.clientId, CREDENTIALS.clientSecret].map(encodeURIComponent).join(":")).toString("base64");

  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method, url: path = "", headers } = request;
      if (hasDiscovery && path === "/.well-known/openid-configuration")
        return json(response, 200, { token_endpoint: `${url}${tokenPath}` });
      if (method === "POST" && path === tokenPath) {
        if (headers.authorization !== `Basic ${basic}` || body !== "grant_type=client_credentials") return json(response, 401, {});
        const token = `token-${tokens.size}`;
        tokens.add(token);
        return json(response, 200, { access_token: token, token_type: "bearer" });
      }
      if (!tokens.has((headers.authorization ?? "").replace("Bearer ", "")))
        return json(response, 401, { code: "BadRequest", message: "no token" });
      if (method === "POST" && path === "/3/events" && headers["content-type"]?.startsWith("application/cloudevents+json")) {
        posted.push(JSON.parse(body) as PactEvent);
        const status = always ?? statuses.shift() ?? 200;
        return status === "cut" ? response.destroy() : response.writeHead(status).end();
      }
      const footprint = footprints.get(/^\/3\/footprints\/([^/]+)$/.exec(path)?.[1] ?? "");
      return footprint === undefined
        ? json(response, 404, { code: "NotFound", message: "none" })
        : json(response, 200, { data: footprint });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ url, host: { url: `${url}/`, ...CREDENTIALS }, posted, footprints },
    answer: (...more) => void statuses.push(...more),
    answerAll: (status) => void (always = status),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
