import type { NewPasskey, PasskeyProof } from "@waybill/protocol/schemas/api/passkeys";
import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { COSEALG, decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { wrongPasskey, type OwnPage } from "./read-client-data.ts";
import type { PasskeyRow } from "./passkeys.store.ts";

/** What authenticators have: Ed25519, ECDSA with P-256, and RSA for older ones of Windows. */
export const PASSKEY_ALGORITHMS: readonly number[] = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];

/** What is kept of a passkey that was just made. */
export type MadePasskey = Pick<PasskeyRow, "credentialId" | "publicKey" | "counter" | "isSynced">;

/** The new passkey of an answer to our challenge, whose owner showed finger, face or PIN. @throws {ProblemError} `identity.wrong-passkey` */
export async function verifyNewPasskey({ response, ...passkey }: NewPasskey, page: OwnPage): Promise<MadePasskey> {
  return held(async () => {
    const { clientDataJSON, attestationObject } = response;
    if (!isUnattested(attestationObject)) throw new Error("It brings an attestation, which nobody asked for.");
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...passkey, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
      ...expected(page),
      supportedAlgorithmIDs: [...PASSKEY_ALGORITHMS],
    });
    if (!verified) return undefined;
    const { credential, credentialDeviceType } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      isSynced: credentialDeviceType === "multiDevice",
    };
  });
}

/** The counter of an answer that this passkey signed, whose owner showed finger, face or PIN. @throws {ProblemError} `identity.wrong-passkey` */
export async function verifyPasskeyProof(
  { response: { clientDataJSON, authenticatorData, signature }, ...proof }: PasskeyProof,
  page: OwnPage,
  { credentialId, publicKey }: PasskeyRow,
): Promise<number> {
  return held(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...proof, response: { clientDataJSON, authenticatorData, signature }, clientExtensionResults: {} },
      ...expected(page),
      // The counter is compared where it is kept, in one statement, and after the signature: nobody else can have it recorded as running back.
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter: 0 },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  });
}

const expected = ({ challenge, origin, rpId }: OwnPage) => ({
  ...{ expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId },
  requireUserVerification: true,
});

/** No statement about the device, or one that the key itself signed: no chain of certificates is read, and no list of revoked ones fetched. */
function isUnattested(attestationObject: string): boolean {
  const attestation = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, "base64url")));
  const format = attestation.get("fmt");
  return format === "none" || (format === "packed" && attestation.get("attStmt").get("x5c") === undefined);
}

/** The library says by exceptions what does not hold; each is the client's to put right. */
async function held<Result>(verify: () => Promise<Result | undefined>): Promise<Result> {
  const result = await verify().catch((error: unknown) => {
    throw wrongPasskey(error instanceof Error ? error.message.slice(0, 300) : "it cannot be read");
  });
  if (result === undefined) throw wrongPasskey("its signature is not of this passkey");
  return result;
}
