import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { encodeAbiParameters } from "viem";

/** Order of the curve P-256; contracts refuse the mirrored half of signatures. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const USER_PRESENT_AND_VERIFIED = 0x05;

const WEB_AUTHN = [
  {
    type: "tuple",
    components: [
      { name: "r", type: "bytes32" },
      { name: "s", type: "bytes32" },
      { name: "challengeIndex", type: "uint256" },
      { name: "typeIndex", type: "uint256" },
      { name: "authenticatorData", type: "bytes" },
      { name: "clientDataJSON", type: "string" },
    ],
  },
] as const;

export type Passkey = ReturnType<typeof createPasskey>;

/** A passkey as an authenticator and a browser would use it (WebAuthn, ES256), in software. */
export function createPasskey() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  return {
    x: hexOf(Buffer.from(x, "base64url")),
    y: hexOf(Buffer.from(y, "base64url")),
    /** An assertion whose challenge is the digest, ABI-encoded for a contract account. */
    sign(digest: `0x${string}`): `0x${string}` {
      const challenge = Buffer.from(digest.slice(2), "hex").toString("base64url");
      const clientDataJSON = `{"type":"webauthn.get","challenge":"${challenge}","origin":"https://waybill.example","crossOrigin":false}`;
      const site = createHash("sha256").update("waybill.example").digest();
      const authenticatorData = Buffer.concat([site, Buffer.from([USER_PRESENT_AND_VERIFIED, 0, 0, 0, 1])]);
      const signed = createSign("sha256").update(authenticatorData).update(createHash("sha256").update(clientDataJSON).digest());
      const raw = signed.sign({ key: privateKey, dsaEncoding: "ieee-p1363" });
      const s = BigInt(hexOf(raw.subarray(32)));
      const assertion = {
        r: hexOf(raw.subarray(0, 32)),
        s: `0x${(s > ORDER / 2n ? ORDER - s : s).toString(16).padStart(64, "0")}` as const,
        challengeIndex: BigInt(clientDataJSON.indexOf('"challenge"')),
        typeIndex: BigInt(clientDataJSON.indexOf('"type"')),
        authenticatorData: hexOf(authenticatorData),
        clientDataJSON,
      };
      // As Solidity decodes a struct from the start of the bytes: without the offset that an encoded argument begins with.
      return `0x${encodeAbiParameters(WEB_AUTHN, [assertion]).slice(2 + 64)}`;
    },
  };
}

function hexOf(bytes: Uint8Array): `0x${string}` {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}
