import { connect } from "../../test/e2e/support/supplier-pages.ts";
import type { System } from "../../test/e2e/support/system.ts";
import { keyOf, supplier, visitor } from "../../test/e2e/support/visitor.ts";
import { DESK, type Camera } from "./camera.ts";
import { KITCHEN, SALAD } from "./goods.ts";

/** A report of a problem, as the organisation that made the goods reads it. */
export async function showReports(all: System, camera: Camera): Promise<void> {
  const reporter = await visitor(all, DESK);
  await reporter.page.goto(SALAD);
  await reporter.page.getByRole("button", { name: "Report a problem" }).click();
  await reporter.page.getByRole("radio", { name: "Spoiled or damaged" }).check();
  await reporter.page.getByLabel("What did you see?").fill("Brown at the edges, bought today.");
  await reporter.page.getByRole("button", { name: "Send the report" }).click();
  await reporter.page.locator("[data-report-number]").waitFor();
  await reporter.leave();
  const { page, leave } = await supplier(all, keyOf(all, KITCHEN), DESK);
  await page.goto("/supplier/reports");
  await connect(page);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.locator("[data-report]").getByLabel("Your answer").fill("Thank you. We look into this lot.");
  await camera(page, "supplier-reports");
  await leave();
}
