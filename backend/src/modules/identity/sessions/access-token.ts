import { decodeProtectedHeader, importJWK, jwtVerify, SignJWT, type CryptoKey } from "jose";
import { z } from "zod";
import { ROLE_NAMES } from "@waybill/protocol/permissions/roles";
import { address } from "@waybill/protocol/schemas/primitives";
import type { Config } from "../../../config/config.ts";
import type { App } from "../../../platform/app.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { newId } from "../../../platform/ids.ts";
import { SESSION_ALGORITHM, type SessionKey, type SessionKeys } from "./session-keys.ts";

/** Short enough that a token which got away soon is worth nothing, long enough that pages seldom ask for the next. */
export const ACCESS_TOKEN_SECONDS = 600;
/** RFC 9068. */
const TYPE = "at+jwt";
/** Our own pages are the only client. */
const CLIENT = "waybill-pages";

/** Members of the token beside the registered ones. */
const claims = z.object({
  sub: z.string(),
  sid: z.string(),
  /** To the millisecond, by which it is told from the tokens before a fresh proof. */
  auth_time: z.number(),
  amr: z.array(z.string()),
  /** Organisation that the session acts for. */
  account: address.nullable(),
  roles: z.array(z.enum(ROLE_NAMES)),
  /** What the person is in the whole installation. */
  installation_roles: z.array(z.enum(ROLE_NAMES)).default([]),
  scope: z.string(),
  /** What the chain says of that organisation was not known when it was signed. */
  awaits_chain: z.literal(true).optional(),
});

export interface AccessTokens {
  /** Access token (RFC 9068) that says what the principal is, signed by the newest key. */
  sign(principal: Principal): Promise<{ accessToken: string; expiresAt: Date }>;
  /** What a token says; null for one that is altered, expired, for somebody else, or no access token of ours. */
  read(token: string): Promise<Principal | null>;
}

export function createAccessTokens({ app, keys }: { app: App; keys: SessionKeys }): AccessTokens {
  const issuer = issuerOf(app.config);
  const imported = new WeakMap<SessionKey, Promise<CryptoKey>>();
  const cryptoKeyOf = (key: SessionKey, usage: "sign" | "verify") => {
    const { d, kty, crv, x } = key;
    if (usage === "sign") return importJWK({ kty, crv, x, d }, SESSION_ALGORITHM) as Promise<CryptoKey>;
    const known = imported.get(key) ?? (importJWK({ kty, crv, x }, SESSION_ALGORITHM) as Promise<CryptoKey>);
    imported.set(key, known);
    return known;
  };
  return {
    async sign({ person, credential, account, roles, installationRoles, scopes, awaitsChain, authTime, amr }) {
      const key = keys.signing();
      const issuedAt = Math.floor(app.clock.now().getTime() / 1000);
      const expires = issuedAt + ACCESS_TOKEN_SECONDS;
      const accessToken = await new SignJWT({
        ...{ sid: credential, client_id: CLIENT, auth_time: (authTime?.getTime() ?? 0) / 1000, amr: [...amr] },
        ...{ account, roles: [...roles], installation_roles: [...installationRoles], scope: scopes.join(" ") },
        ...(awaitsChain ? { awaits_chain: awaitsChain } : {}),
      })
        .setProtectedHeader({ alg: SESSION_ALGORITHM, typ: TYPE, kid: key.kid })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(person ?? "")
        .setJti(newId(app.random))
        .setIssuedAt(issuedAt)
        .setExpirationTime(expires)
        .sign(await cryptoKeyOf(key, "sign"));
      return { accessToken, expiresAt: new Date(expires * 1000) };
    },

    async read(token) {
      try {
        const now = app.clock.now();
        const key = keys.find(decodeProtectedHeader(token).kid ?? "", now);
        if (key === undefined) return null;
        const { payload } = await jwtVerify(token, await cryptoKeyOf(key, "verify"), {
          ...{ algorithms: [SESSION_ALGORITHM], typ: TYPE, issuer, audience: issuer, currentDate: now },
          requiredClaims: ["sub", "sid", "jti", "iat", "exp", "auth_time"],
        });
        const { sub, sid, account, roles, installation_roles, scope, awaits_chain, auth_time, amr } = claims.parse(payload);
        return {
          ...{ kind: "session", credential: sid, person: sub, account: account as Principal["account"], roles, amr },
          ...{ installationRoles: installation_roles, authTime: new Date(Math.round(auth_time * 1000)) },
          ...(awaits_chain ? { awaitsChain: awaits_chain } : {}),
          scopes: scope.split(" ").filter((word) => word !== "") as Principal["scopes"],
        };
      } catch {
        return null;
      }
    },
  };
}

/** Who signs tokens, and for whom: the installation itself, by its address, or by its contract where it has no address of its own. */
function issuerOf({ publicUrl, chain }: Config): string {
  return publicUrl ?? `urn:waybill:${chain.id}:${chain.deployment.supplyChain.toLowerCase()}`;
}
