import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { run } from "../../src/cli/rotate-session-keys.ts";
import { createAccessTokens } from "../../src/modules/identity/sessions/access-token.ts";
import {
  ensureSessionKeys,
  openSessionKeys,
  rotateSessionKeys,
  type SessionKey,
} from "../../src/modules/identity/sessions/session-keys.ts";
import type { App } from "../../src/platform/app.ts";
import type { Principal } from "../../src/platform/http/principal.ts";
import { systemRandom } from "../../src/platform/ids.ts";
import { testConfig } from "../support/backend.ts";

const PRINCIPAL: Principal = {
  ...{ kind: "session", credential: "s1", person: "p1", account: `0x${"Ab".repeat(20)}` as Principal["account"], roles: ["supplier"] },
  ...{ installationRoles: [], scopes: ["reports"], authTime: new Date("2026-06-01T09:59:00Z"), amr: ["swk"] },
};
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("access tokens", () => {
  let path: string;
  let now: Date;
  const config = testConfig("postgres://u:p@localhost/x", { PUBLIC_URL: "https://waybill.example" });
  const app = { config, clock: { now: () => now }, random: systemRandom } as unknown as App;
  const tokens = () => createAccessTokens({ app, keys: openSessionKeys(path) });
  const keyIn = () => (JSON.parse(readFileSync(path, "utf8")) as { keys: SessionKey[] }).keys[0] as SessionKey;

  beforeEach(async () => {
    now = new Date("2026-06-01T10:00:00Z");
    path = join(mkdtempSync(join(tmpdir(), "session-keys-")), "keys.json");
    await ensureSessionKeys(path, now);
  });

  it("say who is signed in, as RFC 9068 has it", async () => {
    const { accessToken, expiresAt } = await tokens().sign(PRINCIPAL);
    expect(decodeProtectedHeader(accessToken)).to.deep.equal({ alg: "EdDSA", typ: "at+jwt", kid: keyIn().kid });
    const { jti, ...claims } = decodeJwt(accessToken);
    expect(jti).to.be.a("string");
    expect(claims).to.deep.equal({
      ...{ iss: "https://waybill.example", aud: "https://waybill.example", sub: "p1", sid: "s1", client_id: "waybill-pages" },
      ...{ iat: now.getTime() / 1000, exp: now.getTime() / 1000 + 600, auth_time: now.getTime() / 1000 - 60, amr: ["swk"] },
      ...{ account: PRINCIPAL.account, roles: ["supplier"], installation_roles: [], scope: "reports" },
    });
    expect(await tokens().read(accessToken)).to.deep.equal(PRINCIPAL);
    const waiting: Principal = { ...PRINCIPAL, account: null, roles: ["customer"], awaitsChain: true };
    expect(await tokens().read((await tokens().sign(waiting)).accessToken)).to.deep.equal(waiting);
    now = expiresAt;
    expect(await tokens().read(accessToken)).to.equal(null);
  });

  it("are refused when anything of them is another: algorithm, type, key, issuer, audience, a claim, a byte", async () => {
    const { accessToken } = await tokens().sign(PRINCIPAL);
    const [head = "", payload = "", signature = ""] = accessToken.split(".");
    const header = decodeProtectedHeader(accessToken);
    const claims = decodeJwt(accessToken);
    const { kid, x, d } = keyIn();
    const own = createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", x, d }, format: "jwk" });
    const ownSigned = (changedHeader: object, changedClaims: object) => {
      const content = `${base64url(changedHeader)}.${base64url(changedClaims)}`;
      return `${content}.${sign(null, Buffer.from(content), own).toString("base64url")}`;
    };
    expect(await tokens().read(ownSigned(header, claims))).to.deep.equal(PRINCIPAL);
    const { privateKey: foreign } = generateKeyPairSync("ed25519");
    const publicBytes = Buffer.from(x, "base64url");
    const forged: Record<string, string> = {
      "no signature": `${base64url({ ...header, alg: "none" })}.${payload}.`,
      "empty signature": `${head}.${payload}.`,
      "the public key as a secret": await new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid }).sign(publicBytes),
      "a key of its own": await new SignJWT(claims).setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid }).sign(foreign),
      "an unknown kid": ownSigned({ ...header, kid: "somebody" }, claims),
      "no kid": ownSigned({ alg: "EdDSA", typ: "at+jwt" }, claims),
      "another type": ownSigned({ ...header, typ: "JWT" }, claims),
      "no type": ownSigned({ alg: "EdDSA", kid }, claims),
      "a critical extension": ownSigned({ ...header, crit: ["x"], x: 1 }, claims),
      "another issuer": ownSigned(header, { ...claims, iss: "https://evil.example" }),
      "another audience": ownSigned(header, { ...claims, aud: "https://evil.example" }),
      "no expiry": ownSigned(header, { ...claims, exp: undefined }),
      "no session": ownSigned(header, { ...claims, sid: undefined }),
      "an account that is none": ownSigned(header, { ...claims, account: "me" }),
      "another byte of content": `${head}.${payload.slice(0, -2)}AA.${signature}`,
      "another byte of signature": `${head}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
      "JSON form": JSON.stringify({ protected: head, payload, signature }),
      nothing: "",
    };
    for (const [what, token] of Object.entries(forged)) expect(await tokens().read(token), what).to.equal(null);
  });

  it("are signed by the newest key, and those of the one before stay good until it retires", async () => {
    const reading = tokens();
    const old = await reading.sign(PRINCIPAL);
    const kid = await rotateSessionKeys(path, now);
    const fresh = await reading.sign(PRINCIPAL);
    expect(decodeProtectedHeader(fresh.accessToken).kid).to.equal(kid);
    for (const { accessToken } of [old, fresh]) expect(await reading.read(accessToken)).to.deep.equal(PRINCIPAL);
    expect(openSessionKeys(path).list(now)).to.have.length(2);
    now = new Date(now.getTime() + 15 * 60_000);
    expect(
      openSessionKeys(path)
        .list(now)
        .map((key) => key.kid),
    ).to.deep.equal([kid]);
    await rotateSessionKeys(path, now);
    expect((JSON.parse(readFileSync(path, "utf8")) as { keys: unknown[] }).keys).to.have.length(2);
  });

  it("have keys in a file that only its owner reads, made once by however many processes", async () => {
    expect(statSync(path).mode & 0o777).to.equal(0o600);
    const { kid } = keyIn();
    await ensureSessionKeys(path, now);
    expect(keyIn().kid).to.equal(kid);
    const other = `${path}.other`;
    await Promise.all([1, 2, 3, 4].map(() => ensureSessionKeys(other, now)));
    expect((JSON.parse(readFileSync(other, "utf8")) as { keys: unknown[] }).keys).to.have.length(1);
  });

  it("take no key of another kind, and never repeat what is in a damaged file", async () => {
    const key = keyIn();
    const secret = key.d;
    for (const keys of [
      [],
      [{ ...key, kty: "RSA" }],
      [{ ...key, crv: "Ed448" }],
      [{ ...key, alg: "HS256" }],
      [{ ...key, use: "enc" }],
      [{ ...key, d: undefined }],
      [{ ...key, key_ops: ["encrypt"] }],
      [key, key],
      [{ ...key, retiresAt: now.toISOString() }],
    ]) {
      writeFileSync(path, JSON.stringify({ keys }));
      expect(() => openSessionKeys(path).signing())
        .to.throw("must be a JWK Set of Ed25519 keys")
        .with.property("message")
        .that.does.not.include(secret);
    }
  });

  it("change their key from the command line", async () => {
    const { kid } = keyIn();
    const said = { out: "", err: "" };
    const io = {
      ...{ stdout: { write: (text: string) => (said.out += text) }, stderr: { write: (text: string) => (said.err += text) } },
      env: { SESSION_KEYS_FILE: path },
    };
    expect(await run([], io)).to.equal(0);
    expect(said.out).to.include(keyIn().kid).and.not.include(kid);
    expect(await run([], { ...io, env: { SESSION_KEYS_FILE: `${path}.gone` } })).to.equal(1);
    expect(said.err).to.match(/^The session keys in .* cannot be read/);
  });
});
