import { actOnClaim, batchOf, draftClaim, fillAmount, isDone } from "../../test/e2e/support/carbon-pages.ts";
import { carry } from "../../test/e2e/support/carry.ts";
import { connect, sign } from "../../test/e2e/support/supplier-pages.ts";
import type { System } from "../../test/e2e/support/system.ts";
import { keyOf, supplier, visitor, type Supplier } from "../../test/e2e/support/visitor.ts";
import { DESK, TELEPHONE, type Camera } from "./camera.ts";
import { KITCHEN, PACKER, SALAD } from "./goods.ts";

const SUBJECT = "https://id.gs1.org/01/10860009999920/10/LOT-2026-118";
const [VERIFIER, ISSUER] = ["Caloosa Laboratory", "Biscayne Carbon Registry"];
const [VERO_BEACH, CHICAGO] = ["0860009999992", "0860009998001"];
const BY_RAIL = { "transport:mode": "rail", "transport:distance": "2100 KMT" };

/** From a saving to grams, to a certificate, and to a cancellation, each as its party sees it. */
export async function showCarbon(all: System, camera: Camera): Promise<void> {
  await showWhatIf(all, camera);
  const at = async (name: string, path: string, window: typeof DESK | typeof TELEPHONE = DESK): Promise<Supplier> => {
    const person = await supplier(all, keyOf(all, name), window);
    await person.page.goto(path);
    await connect(person.page);
    return person;
  };
  const [from, to] = [
    { gln: VERO_BEACH, key: keyOf(all, PACKER) },
    { gln: CHICAGO, key: keyOf(all, KITCHEN) },
  ];
  await carry(all, { subject: SUBJECT, from, to, terms: BY_RAIL });
  const claimant = await at(PACKER, `/supplier/claims/new?subject=${encodeURIComponent(SUBJECT)}`);
  const claim = await draftClaim(claimant.page, { kilometres: "2010", verifier: VERIFIER });
  await claimant.page.getByText("What you can do").waitFor();
  await camera(claimant.page, "claims-draft");
  await actOnClaim(claimant.page, "Submit the claim", "Sign and submit", "The claim is with its verifier");
  const path = `/supplier/claims/${claim}`;
  const verifier = await at(VERIFIER, path);
  await camera(verifier.page, "claims-verify", verifier.page.locator("#side-by-side"));
  const onTheWay = await at(VERIFIER, path, TELEPHONE);
  await camera(onTheWay.page, "claims-verify-telephone", onTheWay.page.locator("#side-by-side"));
  await onTheWay.leave();
  await actOnClaim(verifier.page, "Verify the claim", "Sign the verification", "The claim is verified");
  const issuer = await at(ISSUER, path);
  await actOnClaim(issuer.page, "Order the grams", "Sign the order", "The order is accepted");
  await isDone(claimant.page, "issued");

  const batch = await batchOf(all, claim);
  const certificate = await retire(claimant, batch, camera);
  const stranger = await visitor(all, DESK);
  await stranger.page.goto(certificate);
  await stranger.page.getByTestId("retired-grams").waitFor();
  await camera(stranger.page, "retiring-certificate");
  await stranger.page.getByRole("button", { name: "Check in this browser" }).click();
  await stranger.page.locator("[data-certificate=verified]").waitFor({ timeout: 60_000 });
  await camera(stranger.page, "retiring-check", stranger.page.locator("[data-certificate=verified]"));

  await cancel(issuer, batch, camera);
  await stranger.page.goto(`/carbon/batches/${batch}`);
  await stranger.page.getByText("Its hash is the one on the chain").waitFor({ timeout: 30_000 });
  await camera(stranger.page, "retiring-cancelled");
  await camera(stranger.page, "retiring-reason", stranger.page.locator("#reversals"));
  for (const { leave } of [claimant, verifier, issuer, stranger]) await leave();
}

async function showWhatIf(all: System, camera: Camera): Promise<void> {
  const { page, leave } = await visitor(all, DESK);
  await page.goto(`/footprint${SALAD}`);
  await page.locator("#breakdown").waitFor();
  await camera(page, "footprints-summary");
  await camera(page, "footprints-breakdown", page.locator("#breakdown"));
  await leave();
}

/** Retires a part; answers where its certificate is. */
async function retire({ page }: Supplier, batch: string, camera: Camera): Promise<string> {
  await page.goto(`/supplier/retire?batch=${batch}`);
  await fillAmount(page, "250");
  await page.getByLabel("For what, in your words").fill("Lettuce of May 2026, on our shelves");
  await page.getByRole("button", { name: "See what it means" }).click();
  await page.getByTestId("remains").waitFor();
  await camera(page, "retiring-review");
  await sign(page, "Sign and retire");
  await isDone(page, "final");
  return (await page.getByRole("link", { name: "Open the certificate" }).getAttribute("href")) ?? "";
}

/** Cancels more than the buffer holds. */
async function cancel({ page }: Supplier, batch: string, camera: Camera): Promise<void> {
  await page.goto(`/supplier/cancel?batch=${batch}`);
  await fillAmount(page, "400");
  await page.getByRole("textbox", { name: "Why" }).fill("A third of the lot went by road after all, as its waybill of 3 May shows.");
  await page.getByRole("button", { name: "See what it means" }).click();
  await page.getByRole("button", { name: "Publish the reason" }).waitFor();
  await camera(page, "retiring-cancel");
  await sign(page, "Publish the reason");
  await page.getByRole("button", { name: "Send with my wallet" }).click();
  await isDone(page, "included");
}
