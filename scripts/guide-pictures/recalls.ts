import { becomeFinal } from "../../test/e2e/support/sign-event.ts";
import { connect, sign } from "../../test/e2e/support/supplier-pages.ts";
import type { System } from "../../test/e2e/support/system.ts";
import { keyOf, supplier } from "../../test/e2e/support/visitor.ts";
import { DESK, type Camera } from "./camera.ts";
import { KITCHEN, LETTUCE } from "./goods.ts";

const FARM = "Glades Row Farms";

/** A recall of the lettuce that became the salad, and the answer of a holder. Resolves to the commitment of the notice. */
export async function showRecalls(all: System, camera: Camera): Promise<string> {
  const farm = await supplier(all, keyOf(all, FARM), DESK);
  const { page } = farm;
  await page.goto(`/supplier/recalls/new?subject=${encodeURIComponent(`https://id.gs1.org${LETTUCE}`)}`);
  await connect(page);
  await page.getByLabel("Reason").fill("Listeria was found");
  await page.getByLabel("What to do with the goods").fill("Do not eat it. Bring it back to the shop.");
  await camera(page, "supplier-recall-reach");
  await page.getByRole("button", { name: "Look at the notice" }).click();
  await sign(page, "Sign the recall");
  await page.waitForURL(/\/supplier\/recalls\/0x/);
  const notice = /0x[0-9a-f]{64}/.exec(page.url())?.[0] ?? "";
  await becomeFinal(all, [notice] as never);

  const kitchen = await supplier(all, keyOf(all, KITCHEN), DESK);
  await kitchen.page.goto(`/supplier/recalls/${notice}`);
  await connect(kitchen.page);
  await kitchen.page.getByRole("button", { name: "Answer", exact: true }).click();
  await kitchen.page.getByLabel("What was done").click();
  await kitchen.page.getByRole("option", { name: "Destroyed" }).click();
  for (const goods of await kitchen.page.getByRole("group", { name: "For which goods" }).getByRole("checkbox").all()) await goods.check();
  await camera(kitchen.page, "supplier-recall-answer", kitchen.page.locator("#answer-title"));
  await kitchen.page.getByRole("button", { name: "Review before signing" }).click();
  await sign(kitchen.page, "Sign the answer");
  await page.getByText("Answered for everything").first().waitFor();
  await Promise.all([farm.leave(), kitchen.leave()]);
  return notice;
}
