import type { NewPasskey, PasskeyCreation, PasskeyProof, PasskeyRequest } from "@waybill/protocol/schemas/api/passkeys";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** What an authenticator or a page may do otherwise than it should. */
export interface Deviation {
  origin?: string;
  rpId?: string;
  type?: string;
  crossOrigin?: boolean;
  /** Whether its owner showed finger, face or PIN; true when absent. */
  isVerified?: boolean;
  counter?: number;
  userHandle?: string | undefined;
  /** Of the attestation; `none` when absent. */
  format?: string;
}

/** An authenticator with one passkey (WebAuthn, ES256), and a browser around it, in software. */
export interface Authenticator {
  id: string;
  create(options: Pick<PasskeyCreation, "challenge" | "user">, deviation?: Deviation): NewPasskey;
  get(options: Pick<PasskeyRequest, "challenge">, deviation?: Deviation): PasskeyProof;
}

/** Bits of the flags in authenticator data: a person was there, was verified; the key may be and is backed up; a new credential follows. */
const FLAGS = { present: 0x01, verified: 0x04, synced: 0x18, attested: 0x40 } as const;

/** @param options.isSynced as phones and password managers do it: the key is on several devices, and does not count */
export function createAuthenticator(origin: string, { isSynced = false }: { isSynced?: boolean } = {}): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  let counter = 0;
  let handle: string | undefined;
  const named = { id: id.toString("base64url"), rawId: id.toString("base64url"), type: "public-key" as const };

  const clientData = (type: string, challenge: string, deviation: Deviation) =>
    Buffer.from(
      JSON.stringify({
        ...{ type: deviation.type ?? type, challenge },
        ...{ origin: deviation.origin ?? origin, crossOrigin: deviation.crossOrigin ?? false },
      }),
    );
  const authenticatorData = (attested: Buffer, { rpId = new URL(origin).hostname, isVerified = true, counter: given }: Deviation) => {
    if (!isSynced) counter++;
    const flags =
      FLAGS.present | (isVerified ? FLAGS.verified : 0) | (isSynced ? FLAGS.synced : 0) | (attested.length > 0 ? FLAGS.attested : 0);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), uint32(given ?? counter), attested]);
  };

  return {
    id: named.id,
    create({ challenge, user }, deviation = {}) {
      handle = user.id;
      const key = [1, 2, 3, -7, -1, 1, -2, Buffer.from(x, "base64url"), -3, Buffer.from(y, "base64url")];
      const attested = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, cborMap(key)]);
      const authData = authenticatorData(attested, deviation);
      const attestationObject = cborMap(["fmt", deviation.format ?? "none", "attStmt", NOTHING, "authData", authData]);
      const clientDataJSON = clientData("webauthn.create", challenge, deviation).toString("base64url");
      const response = { clientDataJSON, attestationObject: attestationObject.toString("base64url"), transports: ["internal"] };
      return { ...named, response, clientExtensionResults: { credProps: { rk: true } } };
    },
    get({ challenge }, deviation = {}) {
      const said = clientData("webauthn.get", challenge, deviation);
      const data = authenticatorData(Buffer.alloc(0), deviation);
      const signature = sign("sha256", Buffer.concat([data, sha256(said)]), privateKey);
      const userHandle = "userHandle" in deviation ? deviation.userHandle : handle;
      return {
        ...named,
        response: {
          ...{ clientDataJSON: said.toString("base64url"), authenticatorData: data.toString("base64url") },
          ...{ signature: signature.toString("base64url"), ...(userHandle !== undefined && { userHandle }) },
        },
      };
    },
  };
}

const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest();
const uint16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A map without entries. */
const NOTHING = {};
type Cbor = number | string | Buffer | typeof NOTHING;

/** CBOR (RFC 8949) of keys and values, one after the other: as little of it as passkeys need. */
function cborMap(entries: readonly Cbor[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length / 2), ...entries.map(cbor)]);
}

function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value >= 0 ? cborHead(0, value) : cborHead(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  return Buffer.isBuffer(value) ? Buffer.concat([cborHead(2, value.length), value]) : cborMap([]);
}

function cborHead(kind: number, length: number): Buffer {
  const first = kind << 5;
  if (length < 24) return Buffer.from([first | length]);
  return length < 256 ? Buffer.from([first | 24, length]) : Buffer.concat([Buffer.from([first | 25]), uint16(length)]);
}
