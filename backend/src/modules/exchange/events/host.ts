import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { selectRows } from "../../../platform/context.ts";
import { ask, type OutboundAnswer } from "../../../platform/outbound/ask.ts";
import { openSecret } from "../../../platform/sealed-secret.ts";
import { hostSecretPlace } from "../clients/host-secret-place.ts";

/** A partner's host system, as events and questions go there. */
export interface Host {
  url: string;
  authUrl: string;
  clientId: string;
  clientSecret: string;
}

const MAX_TOKEN_BYTES = 64 * 1_024;
const MAX_FOOTPRINT_BYTES = 2 * 1_024 * 1_024;

const discovered = z.object({ token_endpoint: z.url() });
const granted = z.object({
  access_token: z
    .string()
    .min(1)
    .max(16_384)
    .regex(/^[\x21-\x7e]+$/),
});

/** Undefined when nobody has said where it is. */
export async function findHost({ db, config }: App, partnerId: string): Promise<Host | undefined> {
  const [row] = await selectRows<{ url: string; authUrl: string; clientId: string; secret: Buffer }>(
    { tx: db.dataSource.manager },
    `SELECT host_url AS url, auth_url AS "authUrl", host_client_id AS "clientId", host_secret AS secret
     FROM exchange_partners WHERE id = $1 AND host_url IS NOT NULL`,
    [partnerId],
  );
  if (row === undefined) return undefined;
  const { secret, ...rest } = row;
  return { ...rest, clientSecret: openSecret(config.documents.key, hostSecretPlace(partnerId), secret) };
}

/** Posts an event. @throws {Error} with a reason for people when it was not taken */
export async function sendEvent(app: App, host: Host, body: string): Promise<void> {
  const answer = await ask({
    ...common(app),
    ...{ method: "POST", url: `${host.url}/3/events`, body, maxAnswerBytes: 2_048 },
    headers: {
      "Content-Type": "application/cloudevents+json; charset=UTF-8",
      "User-Agent": "Waybill",
      Authorization: `Bearer ${await tokenOf(app, host)}`,
    },
  });
  if (!isSuccess(answer)) throw new Error(`It answered ${answer.status}${answer.text === "" ? "" : `: ${answer.text}`}`);
}

/** A footprint as JSON text that a partner's system answers. `isFinal`: asking again is of no use. */
export async function fetchFootprint(app: App, host: Host, id: string): Promise<{ text: string } | { problem: string; isFinal: boolean }> {
  const answer = await ask({
    ...common(app),
    ...{ method: "GET", url: `${host.url}/3/footprints/${id}`, maxAnswerBytes: MAX_FOOTPRINT_BYTES },
    headers: { Accept: "application/json", "User-Agent": "Waybill", Authorization: `Bearer ${await tokenOf(app, host)}` },
  });
  if (answer.isCut) return { problem: "Its answer is too large, or broke off.", isFinal: false };
  if (isSuccess(answer)) return { text: answer.text };
  const isFinal = answer.status >= 400 && answer.status < 500 && answer.status !== 401 && answer.status !== 429;
  return { problem: `It answered ${answer.status}.`, isFinal };
}

/** An access token of the partner's system (PACT 3.0.3, section "Authentication Flow"): at the endpoint that discovery names, else at `/auth/token`. */
async function tokenOf(app: App, host: Host): Promise<string> {
  const credentials = [host.clientId, host.clientSecret].map(encodeURIComponent).join(":");
  const answer = await ask({
    ...common(app),
    ...{ method: "POST", url: await tokenEndpoint(app, host), maxAnswerBytes: MAX_TOKEN_BYTES, body: "grant_type=client_credentials" },
    headers: {
      Accept: "application/json",
      "Content-Type": "application/x-www-form-urlencoded",
      Authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
    },
  });
  const token = isSuccess(answer) ? granted.safeParse(jsonOf(answer.text)).data : undefined;
  if (token === undefined) throw new Error(`It gave no access token; its token endpoint answered ${answer.status}.`);
  return token.access_token;
}

async function tokenEndpoint(app: App, { authUrl }: Host): Promise<string> {
  const url = `${authUrl}/.well-known/openid-configuration`;
  const answer = await ask({
    ...common(app),
    method: "GET",
    url,
    headers: { Accept: "application/json" },
    maxAnswerBytes: MAX_TOKEN_BYTES,
  });
  const found = isSuccess(answer) ? discovered.safeParse(jsonOf(answer.text)).data : undefined;
  return found?.token_endpoint ?? `${authUrl}/auth/token`;
}

function common({ config: { mode, webhooks } }: App) {
  return { mode, timeoutMilliseconds: webhooks.timeoutMilliseconds };
}

function isSuccess({ status }: OutboundAnswer): boolean {
  return status >= 200 && status < 300;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
