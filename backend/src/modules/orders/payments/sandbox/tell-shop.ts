import type { App } from "../../../../platform/app.ts";
import { post } from "../../../../platform/outbound/post.ts";
import { signWebhook } from "./sandbox-webhooks.ts";

const TIMEOUT_MILLISECONDS = 5_000;

/**
 * Posts a message of the sandbox to the shop, signed anew each time: a shop that was away for longer than the tolerance takes what is sent again.
 *
 * @throws {Error} unless the shop has answered that it took it: whoever sends then sends again
 */
export async function tellShop(
  app: Pick<App, "config" | "clock">,
  url: string | null,
  told: Parameters<typeof signWebhook>[1],
): Promise<void> {
  if (url === null) throw new Error("nobody has said where the sandbox is to send its messages: see SANDBOX_WEBHOOK_URL");
  const { raw, signature } = signWebhook(app, told);
  const { status } = await post({
    ...{ url, body: raw, mode: app.config.mode, timeoutMilliseconds: TIMEOUT_MILLISECONDS },
    headers: { "Content-Type": "application/json", "Webhook-Signature": signature },
  });
  if (status < 200 || status > 299) throw new Error(`the shop answered ${status} to the message ${told.id} of the sandbox`);
}
