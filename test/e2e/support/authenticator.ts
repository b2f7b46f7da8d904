import type { Page } from "playwright-core";

/** An authenticator inside Chromium, without anybody's finger (WebAuthn, "User Agent Automation"). */
export interface VirtualAuthenticator {
  /** Whether its owner shows finger, face or PIN from now on. */
  setVerified: (isVerified: boolean) => Promise<void>;
  /** Discoverable passkeys that it holds. */
  count: () => Promise<number>;
}

/** Gives the browser of a page a built-in authenticator that holds passkeys, and whose owner is at once there. */
export async function addAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return {
    async setVerified(isUserVerified) {
      await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    async count() {
      const { credentials } = await devtools.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials.filter(({ isResidentCredential }) => isResidentCredential).length;
    },
  };
}
