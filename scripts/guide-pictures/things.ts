import { connect } from "../../test/e2e/support/supplier-pages.ts";
import type { System } from "../../test/e2e/support/system.ts";
import { keyOf, supplier } from "../../test/e2e/support/visitor.ts";
import { DESK, type Camera } from "./camera.ts";
import { CASE, PACKER } from "./goods.ts";

/** Documents, labels and links: what goes with the goods. */
export async function showThings(all: System, camera: Camera): Promise<void> {
  const { page, leave } = await supplier(all, keyOf(all, PACKER), DESK);
  await page.goto("/supplier/documents");
  await connect(page);
  const buffer = Buffer.from("Listeria: not detected, lot LOT-2026-117\n");
  await page.getByLabel(/Choose (a|another) file/).setInputFiles({ name: "laboratory.txt", mimeType: "text/plain", buffer });
  await page.getByRole("radio", { name: "Who has the key" }).check();
  await camera(page, "supplier-documents");
  await page.getByRole("button", { name: "Sign and keep it private" }).click();
  await page.getByRole("listitem").filter({ hasText: "laboratory.txt" }).waitFor();

  await page.goto("/supplier/labels");
  await page.getByLabel("Goods, or a lot of them").fill(`(01)${CASE}(10)LOT-2026-117`);
  await page.getByRole("img", { name: /^Label with the code/ }).waitFor();
  await camera(page, "supplier-labels");

  await page.goto("/supplier/links");
  await page.getByRole("button", { name: "Set a link" }).click();
  await page.getByLabel("Goods, lot, piece or place").fill(CASE);
  await page.getByLabel("Address").fill("https://example.com/lettuce/storage");
  await page.getByLabel("Name").fill("How to store it");
  await camera(page, "supplier-links");
  await page.getByRole("button", { name: "Review before signing" }).click();
  await page.getByRole("button", { name: "Sign the link" }).click();
  await page.getByText("The link is set").waitFor();
  await leave();
}
