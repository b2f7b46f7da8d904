import type { Page } from "playwright-core";
import { codeAt, stepOf } from "../../../backend/src/modules/identity/second-factor/totp.ts";
import type { Installation } from "./system.ts";
import { connect } from "./supplier-pages.ts";

const PASSWORD = "correct horse battery staple";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Where an installation without an admin says that its first one is made. */
export function firstAdminLink({ said }: Pick<Installation, "said">): string {
  const [, link] = /^This installation has no admin yet\. Become the first one at (\S+)$/m.exec(said()) ?? [];
  if (link === undefined) throw new Error(`no link for the first admin in:\n${said()}`);
  return link;
}

/** How long a code is good, and how long it has to be when it is typed. */
const [STEP_MILLISECONDS, AT_LEAST_MILLISECONDS] = [30_000, 10_000];

/** Takes an invitation by e-mail address and password; a second factor is asked for next. */
export async function joinByEmail(page: Page, link: string, email: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("E-mail address").first().fill(email);
  await page.getByLabel("Password").first().fill(PASSWORD);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: "One step more: a second factor" }).waitFor();
}

/** Sets an authenticator app up, by the secret that the page shows. */
export async function setUpApp(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  const secret = bytesOf(await page.getByTestId("totp-secret").innerText());
  // Whose code is about to end waits for the next one.
  const left = STEP_MILLISECONDS - (Date.now() % STEP_MILLISECONDS);
  if (left < AT_LEAST_MILLISECONDS) await page.waitForTimeout(left);
  await page.getByLabel("Code").fill(codeAt(secret, stepOf(new Date())));
  await page.getByRole("button", { name: "Turn it on" }).click();
  await page.getByRole("button", { name: "I have kept the codes: go on" }).click();
}

/** Takes an invitation as who one is by one's wallet. */
export async function joinByWallet(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await connect(page);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Take it" }).click();
}

/** Waits for the console, as somebody sees it who may change things. */
export async function inConsole(page: Page): Promise<void> {
  await page.waitForURL("**/admin");
  await page.getByRole("heading", { name: "Who may do what" }).waitFor();
}

/** Makes an invitation on the page of people. @param what as the list of roles says it: "auditor of this installation" */
export async function invite(page: Page, what: string): Promise<string> {
  await page.goto("/admin/people");
  await page.getByRole("combobox", { name: "Role of whom you invite" }).click();
  await page.getByRole("option", { name: what }).click();
  await page.getByRole("button", { name: "Invite somebody" }).click();
  return page.getByTestId("invitation").innerText();
}

/** Sends what the page shows with the admin's own wallet, after it was noted here, and waits until the chain has it. */
export async function sendNoted(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Note it, and go on to the wallet" }).click();
  await page.getByRole("button", { name: "Send with my wallet" }).click();
  await page.locator("[data-testid=sent]:is([data-state=included], [data-state=final])").waitFor();
}

/** Bytes of base32 in upper case. */
function bytesOf(text: string): Buffer {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
