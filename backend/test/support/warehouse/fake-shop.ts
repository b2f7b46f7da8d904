import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { warehouseMessages, type MessagesAnswer, type WarehouseMessage } from "@waybill/protocol/schemas/warehouse/instructions";
import { warehouseRegistration, type WarehouseRegistration } from "@waybill/protocol/schemas/warehouse/registration";
import { expect } from "chai";

export const TOKEN = "a-token-of-a-test-that-is-long-enough";

/** What a shop does with a request; undefined: as a shop should. */
export type Trouble = (path: string) => number | "cut" | undefined;

/** The shop's side of the contract, as simply as it can be said. */
export interface FakeShop {
  url: string;
  registrations: WarehouseRegistration[];
  /** Each message once, in the order in which it was taken. */
  messages: WarehouseMessage[];
  of<Kind extends WarehouseMessage["kind"]>(kind: Kind): Extract<WarehouseMessage, { kind: Kind }>[];
  /** What it says of what was packed. */
  verdict: "go" | "stale";
  trouble: Trouble;
  /** Forgets all that it knew of the warehouse. */
  forget(): void;
  stop(): Promise<void>;
}

/** @param behind Address of an installation that answers all else. */
export async function startFakeShop(behind: string | null = null): Promise<FakeShop> {
  let known: { instance: string } | null = null;
  /** As they were said first: a message that comes again gets the same. */
  const said = new Map<string, "go" | "stale">();

  const server = createServer((request, response) => void answer(request, response));
  const shop: FakeShop = {
    url: "",
    registrations: [],
    messages: [],
    of: (kind) => shop.messages.filter((message) => message.kind === kind) as never,
    verdict: "go",
    trouble: () => undefined,
    forget() {
      known = null;
      shop.messages = [];
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    let text = "";
    for await (const piece of request) text += String(piece);
    const reply = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const trouble = shop.trouble(path);
    if (typeof trouble === "number") return void reply(trouble, { code: "trouble" });
    if (behind !== null && !path.startsWith("/api/warehouses/")) return passOn(request, response, text);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return void reply(401, {});
    const done = path.endsWith("/register")
      ? register(JSON.parse(text))
      : path.endsWith("/messages")
        ? take(JSON.parse(text))
        : ([404, {}] as const);
    // The answer is lost on its way, after the shop has done its part.
    if (trouble === "cut") return void response.destroy();
    reply(done[0], done[1]);
  }

  async function passOn({ method = "GET", url = "", headers }: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
    expect(headers.authorization, "a token for the shop alone").to.equal(undefined);
    const type = headers["content-type"];
    const answer = await fetch(`${behind}${url}`, {
      method,
      ...(text === "" ? {} : { body: text, headers: { "content-type": type ?? "" } }),
    });
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(await answer.text());
  }

  function register(body: unknown): readonly [number, object] {
    const registration = warehouseRegistration.parse(body);
    shop.registrations.push(registration);
    const isNew = known === null;
    if (known?.instance !== registration.instance) shop.messages = [];
    known = { instance: registration.instance };
    return [isNew ? 201 : 200, { healthSeconds: 60, reconcileSeconds: 300, taken: shop.messages.length }];
  }

  function take(body: unknown): readonly [number, object] {
    const { instance, messages } = warehouseMessages.parse(body);
    if (known === null) return [404, { code: "warehouses.unknown" }];
    if (known.instance !== instance) return [409, { code: "warehouses.other-instance" }];
    const verdicts: MessagesAnswer["verdicts"] = [];
    for (const message of messages) {
      // Never something before what came earlier.
      expect(message.sequence).to.be.at.most(shop.messages.length + 1);
      if (message.sequence === shop.messages.length + 1) shop.messages.push(message);
      else expect(shop.messages[message.sequence - 1]).to.deep.equal(message);
      if (message.kind !== "packed") continue;
      const verdict = said.get(message.id) ?? shop.verdict;
      said.set(message.id, verdict);
      verdicts.push({ id: message.id, verdict });
    }
    return [200, { taken: shop.messages.length, verdicts }];
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return shop;
}
