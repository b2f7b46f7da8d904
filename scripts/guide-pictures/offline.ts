import { connect, fillIn, review, sign } from "../../test/e2e/support/supplier-pages.ts";
import type { System } from "../../test/e2e/support/system.ts";
import { keyOf, supplier } from "../../test/e2e/support/visitor.ts";
import { TELEPHONE, type Camera } from "./camera.ts";
import { CASE, PACKER, PACKER_GLN } from "./goods.ts";

/** A browser that does not say that it is online again is asked by the outbox itself. */
const RETRIED_MILLISECONDS = 60_000;

/** Whether the pages need no network from now on. Runs in the browser. */
function isKept(): boolean {
  return (navigator as Navigator & { serviceWorker: { controller: unknown } }).serviceWorker.controller !== null;
}

/** A statement that is signed in the field and waits for a network. */
export async function showOffline(all: System, camera: Camera): Promise<void> {
  const { page, leave } = await supplier(all, keyOf(all, PACKER), TELEPHONE);
  await page.goto("/supplier/events/new");
  await connect(page);
  await page.waitForFunction(isKept);
  await page.context().setOffline(true);
  await page.getByText("You are offline").waitFor();
  await fillIn(page, { what: "Harvested or made", gtin: CASE, lot: "FIELD-1", gln: PACKER_GLN });
  await review(page);
  await sign(page);
  await page.getByText("Signed, but the service cannot be reached").waitFor();
  await page.goto("/supplier/outbox");
  await page.getByTestId("outbox-entry").waitFor();
  await camera(page, "supplier-outbox");
  await page.context().setOffline(false);
  await page.getByTestId("outbox-entry").and(page.locator('[data-state="sent"]')).waitFor({ timeout: RETRIED_MILLISECONDS });
  await leave();
}
