import type { Secret } from "../../config/secret.ts";

/** For everything: name, connection, body and answer. */
const PATIENCE_MILLISECONDS = 20_000;

/** What the shop said other than yes. `isUnknown`: it does not know this warehouse, has removed it, or knows another instance of it. */
export class ShopRefusal extends Error {
  override name = "ShopRefusal";
  readonly status: number;
  readonly isUnknown: boolean;
  constructor(path: string, status: number, text: string) {
    super(`${path} was answered ${status}: ${text.slice(0, 300)}`);
    this.status = status;
    this.isUnknown = [403, 404, 409].includes(status);
  }
}

export interface ShopClient {
  /** @throws {ShopRefusal} for an answer that is no success; other errors where there was none */
  post(path: string, body: object): Promise<unknown>;
  get(path: string): Promise<unknown>;
  /** With a body that is written already, and of another type. */
  postText(path: string, body: string, type: string): Promise<unknown>;
}

/** The shop's API, asked as this warehouse. */
export function createShopClient({ storeUrl, serviceToken }: { storeUrl: string; serviceToken: Secret }): ShopClient {
  async function ask(path: string, init: RequestInit, isWarehouse = true): Promise<unknown> {
    const headers = { ...init.headers, ...(isWarehouse ? { authorization: `Bearer ${serviceToken.reveal()}` } : {}) };
    const response = await fetch(`${storeUrl}${path}`, {
      ...init,
      headers,
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    const text = await response.text();
    if (!response.ok) throw new ShopRefusal(path, response.status, text);
    return text === "" ? undefined : JSON.parse(text);
  }
  const json = { "content-type": "application/json" };
  return {
    post: (path, body) => ask(path, { method: "POST", body: JSON.stringify(body), headers: json }),
    // What anybody may ask: a token of ours is for what only a warehouse may.
    get: (path) => ask(path, {}, false),
    postText: (path, body, type) => ask(path, { method: "POST", body, headers: { "content-type": type } }, false),
  };
}
