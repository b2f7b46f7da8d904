import { rolesFor } from "@waybill/protocol/permissions/reach-of";
import { ENROLMENT_SCOPES, scopesOf, type Scope } from "@waybill/protocol/permissions/scopes";
import type { Act } from "@waybill/protocol/permissions/table";
import type { ApiTerms } from "./openapi.ts";
import { credentialOf, type Credential, type DescribedRoute } from "./route.ts";

type Json = Record<string, unknown>;

const SESSION_TOKEN =
  "Access token of a person, from POST /api/sessions. One that came by a password alone is refused with `platform.second-factor-needed` but for " +
  "what leads to a second factor.";

const BASIC =
  "E-mail address and password of a customer without a second factor, with each request, where the installation takes them (`HTTP_BASIC`). " +
  "Over HTTPS only.";

/** Scopes of the same access tokens, which hold nothing that is not in `session`. */
const PASSWORD_ALONE: readonly Scope[] = ENROLMENT_SCOPES;

/** What a key must be good for stands beside its scheme: OpenAPI 3.1 allows that for any scheme. */
function securityOf(route: DescribedRoute<Act>): Json[] {
  const scopes = scopesOf(route.act).filter((scope) => !PASSWORD_ALONE.includes(scope));
  const bearer = scopes.map(schemeOf);
  const security: Readonly<Record<Credential, Json[]>> = {
    none: [],
    signature: [],
    author: [{}, ...bearer],
    reader: [{}, ...bearer],
    bearer,
    cookie: [{ cookie: [] }],
    partner: [{ partner: [] }],
    warehouse: [{ warehouse: [] }],
    demo: [],
  };
  return security[credentialOf(route)];
}

function schemeOf(scope: Scope): Json {
  return scope === "session" ? { session: [] } : scope === "shop" ? { basic: [] } : { bearer: [scope] };
}

/** The API of the installation, by its table of permissions. */
export const INSTALLATION_API: ApiTerms<Act> = {
  title: "Waybill",
  description: "Signed supply chain events, anchored on chain, with proofs that anybody can check. EPCIS 2.0 below /epcis.",
  server: "/",
  rolesFor,
  credentialOf,
  securityOf,
  securitySchemes: {
    bearer: { type: "http", scheme: "bearer", description: "API key of an organisation." },
    session: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: SESSION_TOKEN },
    basic: { type: "http", scheme: "basic", description: BASIC },
    cookie: { type: "apiKey", in: "cookie", name: "__Host-waybill-refresh", description: "Refresh token of a session." },
    partner: { type: "http", scheme: "bearer", description: "Access token of an organisation's partner, from POST /pact/auth/token." },
    warehouse: {
      type: "http",
      scheme: "bearer",
      description: "Token of one warehouse, as `npm run waybill -- warehouse token` prints it.",
    },
  },
};
