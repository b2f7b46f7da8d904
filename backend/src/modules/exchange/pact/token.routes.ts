import { EXCHANGE_SCOPES } from "@waybill/protocol/schemas/api/exchange";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { giveToken } from "../clients/tokens.service.ts";

const TAG = "PACT";
/** Far more than honest clients need, whose tokens last for an hour, and far less than guessing takes. */
const TOKENS_PER_HOUR = 1_200;

const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.number().int(),
  scope: z.string(),
});
const oauthError = z.object({ error: z.string(), error_description: z.string() });
const configuration = z.object({
  issuer: z.url(),
  token_endpoint: z.url(),
  grant_types_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()),
  response_types_supported: z.array(z.string()),
  scopes_supported: z.array(z.string()),
});

/** How partners get access tokens: OAuth 2.0 client credentials, and the document that leads there. */
export function tokenRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/pact/.well-known/openid-configuration",
      act: "system:read",
      httpsOnly: true,
      summary: "Where partners get tokens (OpenID Connect Discovery)",
      tag: TAG,
      responses: { 200: { description: "The configuration; tokens are opaque, so there are no keys.", schema: configuration } },
      refusal: { description: "PACT's `Error`.", schema: z.object({ code: z.string(), message: z.string() }) },
      handler: async ({ origin }) => ({
        status: 200,
        body: {
          issuer: `${origin}/pact`,
          token_endpoint: `${origin}/pact/auth/token`,
          grant_types_supported: ["client_credentials"],
          token_endpoint_auth_methods_supported: ["client_secret_basic"],
          response_types_supported: [],
          scopes_supported: EXCHANGE_SCOPES,
        },
      }),
    }),
    route({
      method: "post",
      path: "/pact/auth/token",
      act: "pact:signIn",
      httpsOnly: true,
      keepsNoAnswer: true,
      refuses: [401],
      limitPerHour: TOKENS_PER_HOUR,
      summary: "Gives a partner an access token for its client credentials (RFC 6749, section 4.4)",
      description: "Client id and secret go into `Authorization: Basic`.",
      tag: TAG,
      accepts: ["application/x-www-form-urlencoded"],
      rawBody: true,
      body: z.object({ grant_type: z.literal("client_credentials"), scope: z.string().optional() }),
      bodyLimitBytes: 16 * 1024,
      responses: { 200: { description: "The token.", schema: tokenAnswer } },
      refusal: { description: "An error of RFC 6749, section 5.2.", schema: oauthError },
      handler: async ({ text, header, traceId }) => ({
        status: 200,
        headers: { Pragma: "no-cache" },
        body: await inTransaction(app, (ctx) => giveToken(ctx, header("authorization"), new URLSearchParams(text)), { traceId }),
      }),
    }),
  ];
}
