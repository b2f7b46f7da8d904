import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What becomes of a message on its way to the shop: as when its proxy has nobody behind it, has moved, or the process dies before or after it took it. */
export type Mishap = "unavailable" | "moved" | "dies before" | "dies after";

/** Stands before the webhooks of a shop. */
export interface WebhookFront {
  url: string;
  /** All that came, in its order. */
  received: { body: string; signature: string }[];
  stop(): Promise<void>;
}

/** @param mishaps of the first messages, one after the other; all later ones come through */
export async function startWebhookFront(webhooks: string, mishaps: readonly Mishap[]): Promise<WebhookFront> {
  const received: WebhookFront["received"] = [];
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const signature = String(request.headers["webhook-signature"]);
      const mishap = mishaps[received.length];
      received.push({ body, signature });
      if (mishap === "unavailable") return response.writeHead(503).end();
      if (mishap === "moved") return response.writeHead(307, { Location: webhooks }).end();
      if (mishap === "dies before") return response.destroy();
      const headers = { "Content-Type": "application/json", "Webhook-Signature": signature };
      const { status } = await fetch(webhooks, { method: "POST", headers, body });
      return mishap === "dies after" ? response.destroy() : response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
