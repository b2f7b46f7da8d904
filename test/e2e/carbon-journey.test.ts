import { expect } from "chai";
import { actOnClaim, batchOf, draftClaim, fillAmount, isDone } from "./support/carbon-pages.ts";
import { carry } from "./support/carry.ts";
import { connect, sign } from "./support/supplier-pages.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, supplier, visitor, type Supplier } from "./support/visitor.ts";

const SUBJECT = "https://id.gs1.org/01/10860009999920/10/E2E-CARBON";
const [CLAIMANT, BUYER, VERIFIER] = ["Indian River Packing", "Lakeshore Salad Kitchen", "Caloosa Laboratory"];
const ISSUER = "Biscayne Carbon Registry";
const REASON = "The goods went by road after all.";
const [VERO_BEACH, CHICAGO] = ["0860009999992", "0860009998001"];

describe("a saving that becomes grams", function () {
  this.timeout(300_000);
  let all: System;
  let people: Supplier[] = [];
  before(async function () {
    this.timeout(240_000);
    all = await system();
  });
  after(() => Promise.all(people.map(({ leave }) => leave())));

  /** Somebody with this key, connected on a page. */
  async function at(key: Parameters<typeof supplier>[1], path: string): Promise<Supplier> {
    const person = await supplier(all, key);
    people = [...people, person];
    await person.page.goto(path);
    await connect(person.page);
    return person;
  }

  it("is claimed, verified, issued, passed on, retired and cancelled on screen, and a stranger's browser checks it all", async () => {
    const keys = { claimant: keyOf(all, CLAIMANT), buyer: keyOf(all, BUYER) };
    const terms = { "transport:mode": "rail", "transport:distance": "2100 KMT" };
    await carry(all, { subject: SUBJECT, from: { gln: VERO_BEACH, key: keys.claimant }, to: { gln: CHICAGO, key: keys.buyer }, terms });

    const claimant = await at(keys.claimant, `/supplier/claims/new?subject=${encodeURIComponent(SUBJECT)}`);
    const claim = await draftClaim(claimant.page, { kilometres: "2010", verifier: VERIFIER });
    await actOnClaim(claimant.page, "Submit the claim", "Sign and submit", "The claim is with its verifier");
    const path = `/supplier/claims/${claim}`;
    const verifier = await at(keyOf(all, VERIFIER), path);
    await actOnClaim(verifier.page, "Verify the claim", "Sign the verification", "The claim is verified");
    const issuer = await at(keyOf(all, ISSUER), path);
    await actOnClaim(issuer.page, "Order the grams", "Sign the order", "The order is accepted");
    await isDone(claimant.page, "issued");

    const batch = await batchOf(all, claim);
    await claimant.page.goto(`/supplier/transfer?batch=${batch}`);
    await fillAmount(claimant.page, "10");
    await claimant.page.getByRole("combobox", { name: "To whom" }).fill(BUYER);
    await claimant.page.getByRole("option", { name: BUYER }).click();
    await claimant.page.getByRole("button", { name: "See what it means" }).click();
    await claimant.page.getByRole("button", { name: "Send with my wallet" }).click();
    await isDone(claimant.page, "included");

    const buyer = await at(keys.buyer, `/supplier/retire?batch=${batch}`);
    await fillAmount(buyer.page, "2.5");
    await buyer.page.getByRole("button", { name: "See what it means" }).click();
    expect(await buyer.page.getByTestId("remains").innerText()).to.match(/^7\.5 kg of the 10 kg/);
    await sign(buyer.page, "Sign and retire");
    await isDone(buyer.page, "final");
    const certificate = await buyer.page.getByRole("link", { name: "Open the certificate" }).getAttribute("href");

    const stranger = await visitor(all);
    await stranger.page.goto(certificate ?? "");
    await stranger.page.getByRole("button", { name: "Check in this browser" }).click();
    await stranger.page.locator("[data-certificate=verified]").waitFor({ timeout: 30_000 });
    expect(await stranger.page.getByTestId("retired-grams").innerText()).to.equal("2.5 kg of CO₂e");

    await issuer.page.goto(`/supplier/cancel?batch=${batch}`);
    await issuer.page.getByRole("button", { name: "All of it" }).click();
    await issuer.page.getByRole("textbox", { name: "Why" }).fill(REASON);
    await issuer.page.getByRole("button", { name: "See what it means" }).click();
    await sign(issuer.page, "Publish the reason");
    await issuer.page.getByRole("button", { name: "Send with my wallet" }).click();
    await isDone(issuer.page, "included");
    await buyer.page.goto(`/supplier/surrender?batch=${batch}`);
    await buyer.page.getByRole("button", { name: "All of it: 7.5 kg" }).click();
    await buyer.page.getByRole("button", { name: "See what it means" }).click();
    await buyer.page.getByRole("button", { name: "Send with my wallet" }).click();
    await isDone(buyer.page, "included");

    await stranger.page.goto(`/carbon/claims/${claim}`);
    await stranger.page.locator("main").getByText("Cancelled", { exact: true }).first().waitFor();
    await stranger.page.goto(`/carbon/batches/${batch}`);
    await stranger.page.getByText(`“${REASON}”`).waitFor();
    await stranger.page.getByText("Its hash is the one on the chain").waitFor();
    await stranger.page.getByText("Surrendered", { exact: true }).waitFor({ timeout: 30_000 });
    await stranger.page.locator("[data-recount=equal]").waitFor({ timeout: 30_000 });
    await buyer.page.goto("/supplier/grams");
    await buyer.page.locator("[data-tile=surrendered]").getByText("7.5 kg").waitFor();
    expect([...people, stranger].flatMap(({ problems }) => problems)).to.deep.equal([]);
    await stranger.leave();
  });
});
