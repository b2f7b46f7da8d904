import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { SALAD } from "../fixtures/lettuce.ts";
import { getStage, json, type Answer, type Stage } from "../support/browser.ts";
import { ACCOUNT, connect, objectionsTo, openSupplier } from "../support/supplier.ts";

const problem = (status: number, code: string): Answer => {
  const body = { type: "about:blank", title: code, status, detail: `Said by the server: ${code}`, code, traceId: "t", retryable: false };
  return (route) => route.fulfill({ status, contentType: "application/problem+json", json: body });
};

/** A server that keeps one statement of the supplier's until it is erased, and wants a fresh proof before it does that. */
function keeper({ statement }: { statement: object }) {
  const kept = { isErased: false, isProven: false, isRecallOpen: false };
  const grant = () => json({ accessToken: "token", expiresAt: new Date(Date.now() + 600_000).toISOString() });
  const me: Me = {
    ...{ person: "p", session: "here", wallets: [ACCOUNT as Address], roles: ["customer", "supplier"], installationRoles: [] },
    ...{ methods: ["swk"], email: null },
    organisation: { account: ACCOUNT as Address, name: "Glades Row Farms", gln: null, country: "US" },
    ...{
      awaitsChain: false,
      holdsWallet: true,
      hasSecondFactor: false,
      hasPasskey: false,
      needsSecondFactor: false,
      authenticatedAt: new Date().toISOString(),
    },
  };
  const preview = { author: ACCOUNT, eventType: "ObjectEvent", capturedAt: "2026-04-21T08:00:00Z", isSigned: true };
  const gone = problem(410, "traceability.erased-statement");
  const erase: Answer = (route) => {
    if (kept.isRecallOpen) return problem(409, "recalls.still-open")(route);
    if (!kept.isProven) return problem(401, "platform.step-up-required")(route);
    kept.isErased = true;
    return route.fulfill({ status: 204 });
  };
  const answers: Record<string, Answer> = {
    "/api/sessions/challenges": json({ nonce: "abcdef0123456789", issuedAt: me.authenticatedAt, expiresAt: "2099-01-01T00:00:00Z" }),
    "/api/sessions/current/proof": (route) => {
      kept.isProven = true;
      return grant()(route);
    },
    "/api/sessions(/refresh)?": (route) => grant()(route),
    "/api/me": json(me),
    "/api/statements/0x[0-9a-f]+/erasure": json({ ...preview, subjects: [SALAD], isInBatch: true, deliveries: 2 }),
    "/api/statements/0x[0-9a-f]+": (route) =>
      route.request().method() === "DELETE" ? erase(route) : (kept.isErased ? gone : json(statement))(route),
  };
  return { kept, answers };
}

describe("erasing a statement of one's own", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  it("shows what goes and what stays, wants a typed word and a fresh proof, and then says in plain words that it is erased", async () => {
    const [first] = stage.lettuce.journey.statements;
    const { kept, answers } = keeper({ statement: { ...first, author: { ...first!.author, account: ACCOUNT } } });
    const { page, complaints } = await openSupplier(stage, answers);
    await connect(page, `/supplier/events/${first!.commitment}`);
    await page.getByRole("button", { name: "Erase what it says…" }).click();
    await page.getByText("Only its author may erase a statement").waitFor();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByTestId("demo-wallet-sign").click();
    for (const words of ["Goes for ever", "and your signature", "2 documents", "anchored histories name them", "Not in our hands"])
      await page.getByText(words).first().waitFor();
    await page.getByRole("button", { name: "Erase it for ever" }).click();
    await page.getByText("Type erase, and nothing else.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);

    kept.isRecallOpen = true;
    await page.getByLabel("Type erase to go on").fill("Erase");
    await page.getByRole("button", { name: "Erase it for ever" }).click();
    await page.getByText("Said by the server: recalls.still-open").waitFor();
    kept.isRecallOpen = false;

    await page.getByRole("button", { name: "Erase it for ever" }).click();
    await page.getByRole("group", { name: "Prove that it is you" }).waitFor();
    expect(kept.isErased).to.equal(false);
    await page.getByRole("button", { name: "Sign to prove it" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.getByRole("heading", { name: "This statement was erased at its author’s request" }).waitFor();
    expect(kept.isErased).to.equal(true);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.reload();
    await page.getByText("What it said is gone for good").waitFor();
    // Refusals are answers, and browsers write each of them into the console.
    expect(complaints.filter((words) => !/status of (401|409|410)/.test(words))).to.deep.equal([]);
    await page.close();
  });

  it("is offered to nobody else", async () => {
    const [first] = stage.lettuce.journey.statements;
    const { answers } = keeper({ statement: first! });
    const { page } = await openSupplier(stage, answers);
    await connect(page, `/supplier/events/${first!.commitment}`);
    await page.getByRole("link", { name: "All my statements" }).waitFor();
    expect(await page.getByRole("button", { name: "Erase what it says…" }).count()).to.equal(0);
    await page.close();
  });
});
