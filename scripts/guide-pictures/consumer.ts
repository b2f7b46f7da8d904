import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkProduct } from "../../test/e2e/support/product-page.ts";
import type { System } from "../../test/e2e/support/system.ts";
import { visitor } from "../../test/e2e/support/visitor.ts";
import { runDirectory } from "../../test/support/resources.ts";
import { DESK, TELEPHONE, type Camera } from "./camera.ts";
import { SALAD } from "./goods.ts";

/** What somebody with a product in hand sees, from the scan to the file that they keep. */
export async function showConsumer(all: System, camera: Camera): Promise<void> {
  const telephone = await visitor(all, TELEPHONE);
  await telephone.page.goto(SALAD);
  await camera(telephone.page, "consumer-verdict");
  await telephone.page.getByRole("button", { name: "Report a problem" }).click();
  await telephone.page.getByRole("radio", { name: "Spoiled or damaged" }).check();
  await telephone.page.getByLabel("What did you see?").fill("Brown at the edges, bought today, best before 26 April.");
  await camera(telephone.page, "consumer-report", telephone.page.getByRole("heading", { name: "Something wrong with it?" }));
  await telephone.leave();

  const { page, leave } = await visitor(all, DESK);
  await page.goto(SALAD);
  await page.locator("#findings").waitFor();
  await camera(page, "consumer-findings", page.locator("#findings"));
  await checkProduct(page, SALAD);
  await camera(page, "consumer-check", page.locator("#check [data-overall]"));
  await camera(page, "consumer-evidence", page.locator("#event-1"));
  await camera(page, "consumer-footprint", page.locator("#footprint"));
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as one file" }).click()]);
  const file = join(runDirectory(), "journey.html");
  await saved.saveAs(file);
  await page.goto(pathToFileURL(file).href);
  await page.getByLabel("Node to ask").fill(all.rpcUrl);
  await page.getByRole("button", { name: "Start the check" }).click();
  await page.locator("[data-overall]").waitFor();
  await camera(page, "consumer-one-file");
  await leave();
}

/** The same goods after their recall. */
export async function showRecalledGoods(all: System, camera: Camera): Promise<void> {
  const { page, leave } = await visitor(all, TELEPHONE);
  await page.goto(SALAD);
  await page.getByText("Recalled: do not use").first().waitFor();
  await camera(page, "consumer-recall");
  await leave();
}
