import { claimRequest } from "@waybill/protocol/schemas/api/claims";
import { parseSiweMessage } from "@waybill/protocol/siwe/parse-siwe-message";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { recoverMessageAddress, type Hex } from "viem";
import { LETTUCE } from "../../../protocol/test/support/goods.ts";
import { CLAIM_ID, claimAnswer, railAnswer } from "../fixtures/claims.ts";
import { reportDocument } from "../fixtures/documents.ts";
import { footprintAnswer } from "../fixtures/footprint.ts";
import { actorAnswers } from "../fixtures/views.ts";
import { getStage, json, type Answer, type Stage } from "../support/browser.ts";
import { ACCOUNT, connect, objectionsTo, openSupplier } from "../support/supplier.ts";

const SOMEBODY = "0x00000000000000000000000000000000000000a1";
const VERIFIER = "0x00000000000000000000000000000000000000A2";
const PATH = `/supplier/claims/new?subject=${encodeURIComponent(LETTUCE)}`;

describe("a claim to a saving that is drafted on screen", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  async function open(answers: Record<string, Answer> = {}) {
    const posted: { path: string; token: string | null; body: unknown }[] = [];
    const noting =
      (answer: Answer): Answer =>
      async (route) => {
        const request = route.request();
        if (request.method() !== "POST") return json({ items: [], next: null })(route);
        posted.push({
          ...{ path: new URL(request.url()).pathname, body: request.postDataJSON() as unknown },
          token: await request.headerValue("authorization"),
        });
        return answer(route);
      };
    const [actor] = actorAnswers(stage.lettuce);
    const registered = { ...actor, registeredAt: "2026-04-01T00:00:00Z", revokedAt: null };
    const visit = await openSupplier(stage, {
      "/api/footprints/current": json(railAnswer(ACCOUNT)),
      "/api/footprints": noting(json({ ...railAnswer(ACCOUNT), storedAt: "2026-11-29T10:00:00.000Z", state: "stored" })),
      "/api/carbon/claims": noting(json(claimAnswer(SOMEBODY, { state: "draft" }))),
      [`/api/carbon/claims/${CLAIM_ID}`]: json(claimAnswer(SOMEBODY, { state: "draft" })),
      "/api/documents": json({ items: [reportDocument()], next: null }),
      "/api/actors": json({
        items: [{ ...registered, party: { account: VERIFIER, name: "Plain Verifiers", gln: null, country: null } }],
        next: null,
      }),
      "/api/sessions/challenges": noting(
        json({ nonce: "abcdefgh12345678", issuedAt: "2026-11-29T10:00:00.000Z", expiresAt: "2026-11-29T10:05:00.000Z" }),
      ),
      "/api/sessions": noting(json({ accessToken: "signed-in", expiresAt: "2099-01-01T00:00:00.000Z" })),
      "/api/me": json({
        ...{
          person: "p",
          session: "s",
          wallets: [ACCOUNT],
          roles: ["customer", "admin", "supplier"],
          methods: ["swk"],
          email: null,
          awaitsChain: false,
          holdsWallet: true,
        },
        ...{ installationRoles: [], hasSecondFactor: false, hasPasskey: false, needsSecondFactor: false },
        ...{
          organisation: { account: ACCOUNT, name: "Glades Row Farms", gln: null, country: null },
          authenticatedAt: "2026-11-29T10:00:00.000Z",
        },
      }),
      ...answers,
    });
    await connect(visit.page, PATH);
    return { ...visit, posted };
  }

  /** Everything that a claim needs. */
  async function fillIn(page: Page) {
    await page.getByRole("combobox", { name: "Carried by" }).click();
    await page.getByRole("option", { name: "road" }).click();
    await page.getByLabel("Distance in kilometres").fill("400");
    await page.getByRole("checkbox").first().check();
    await page.getByRole("combobox", { name: "Verifier" }).fill("plain");
    await page.getByRole("option", { name: "Plain Verifiers" }).click();
  }

  it("computes the saving, signs in by a message that names the site, and asks for exactly what is shown", async () => {
    const { page, site, posted, complaints } = await open();
    await page.getByText("Nothing was saved beside this way").waitFor();
    await page.getByRole("combobox", { name: "Carried by" }).click();
    await page.getByRole("option", { name: "road" }).click();
    await page.getByLabel("Distance in kilometres").fill("400");
    await page.getByTestId("saving").waitFor();
    expect(await page.getByTestId("saving").innerText()).to.match(/^[\d.]+ kg of CO₂e were saved/);
    await page.getByRole("checkbox").first().check();
    await page.getByRole("combobox", { name: "Verifier" }).fill("plain");
    await page.getByRole("option", { name: "Plain Verifiers" }).click();
    expect(await objectionsTo(page)).to.deep.equal([]);

    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.getByRole("button", { name: "Save the draft" }).click();
    await page.waitForURL(`**/supplier/claims/${CLAIM_ID}`);
    await page.getByRole("heading", { name: "A claim to a saving" }).waitFor();

    const [, signedIn, kept, claimed] = posted;
    const { message, signature } = signedIn?.body as { message: string; signature: Hex };
    expect(await recoverMessageAddress({ message, signature })).to.equal(ACCOUNT);
    const read = parseSiweMessage(message);
    expect(read.valid && [read.message.domain, read.message.statement?.includes("draft claims")]).to.deep.equal([
      new URL(site.origin).host,
      true,
    ]);
    expect([kept?.path, kept?.token, kept?.body]).to.deep.equal(["/api/footprints", "Bearer signed-in", { subject: LETTUCE }]);
    expect(claimed?.token).to.equal("Bearer signed-in");
    expect(claimRequest.parse(claimed?.body)).to.deep.equal({
      ...{ actual: railAnswer(ACCOUNT).hash, documents: [reportDocument().cid], verifier: VERIFIER, receiver: ACCOUNT, bufferShare: 500 },
      changes: [{ element: "e1", mode: "road", distanceMetres: "400000" }],
    });
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("asks for nothing while something is missing, and says what", async () => {
    const { page, posted } = await open();
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.getByRole("button", { name: "Save the draft" }).click();
    await page.getByText("Name at least one document.").waitFor();
    await page.getByText("Say who is asked to verify it.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(posted.map(({ path }) => path)).to.deep.equal(["/api/sessions/challenges", "/api/sessions"]);
    await page.close();
  });

  it("claims nothing of goods that went another way meanwhile, and starts again with what is known by then", async () => {
    let isLater = false;
    const before = railAnswer(ACCOUNT);
    const elements = before.footprint.elements.map((element) => ({ ...element, id: "e2" }));
    const later = { ...before, footprint: { ...before.footprint, elements } };
    const { page, posted } = await open({
      "/api/footprints/current": (route) => json(isLater ? later : before)(route),
    });
    await page.route("**/api/footprints", json({ ...later, storedAt: "2026-11-29T10:00:00.000Z", state: "stored" }));
    await fillIn(page);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    isLater = true;
    await page.getByRole("button", { name: "Save the draft" }).click();
    await page.getByText("The goods went another way than you were shown").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Start again with what is known now" }).click();
    await page.getByText("Nothing was saved beside this way").waitFor();
    await fillIn(page);
    await page.getByRole("button", { name: "Save the draft" }).click();
    await page.waitForURL(`**/supplier/claims/${CLAIM_ID}`);
    const claimed = posted
      .filter(({ path }) => path === "/api/carbon/claims")
      .map(({ body }) => claimRequest.parse(body).changes[0]?.element);
    expect(claimed).to.deep.equal(["e2"]);
    await page.close();
  });

  it("names no documents that nobody could fetch, and fetches them again", async () => {
    let isAway = true;
    const { page } = await open({
      "/api/documents": (route) => (isAway ? route.abort() : json({ items: [reportDocument()], next: null })(route)),
    });
    await page.getByText("server does not answer").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    isAway = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("checkbox").first().waitFor();
    await page.close();
  });

  it("cannot be made of what is incomplete, or by who has no part in it", async () => {
    const incomplete = await open({ "/api/footprints/current": json(footprintAnswer()) });
    await incomplete.page.getByText("Nothing can be claimed on this footprint yet").waitFor();
    await incomplete.page.close();
    const { page } = await open({ "/api/footprints/current": json(railAnswer(SOMEBODY)) });
    await page.getByText("You have no part in any transport of these goods").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("asks to sign in again where the session has ended, and loses nothing that was typed", async () => {
    const ended: Answer = (route) =>
      route.fulfill({
        ...{ status: 401, contentType: "application/problem+json" },
        json: {
          ...{ type: "about:blank", title: "This needs a token.", status: 401, detail: "The token is not known.", retryable: false },
          ...{ code: "platform.unauthorised", traceId: "t" },
        },
      });
    const { page } = await open({ "/api/footprints": ended, "/api/sessions/refresh": ended });
    await fillIn(page);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.getByRole("button", { name: "Save the draft" }).click();
    await page.getByText("The token is not known.").waitFor();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(await page.getByLabel("Distance in kilometres").inputValue()).to.equal("400");
    await page.close();
  });
});
