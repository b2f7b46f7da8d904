import { pageOf } from "@waybill/protocol/schemas/api/system";
import { journeyView, statementView } from "@waybill/protocol/schemas/api/traceability";
import type { Page } from "playwright-core";
import { discloseFields } from "../../protocol/src/disclosure/disclose-fields.ts";
import { stringifyLossless } from "../../protocol/src/hashing/lossless-json.ts";
import { eventBundle } from "../../protocol/src/schemas/bundle.ts";
import { readBundle } from "../../protocol/src/verify/read-bundle.ts";
import { getJson, type System } from "../../test/e2e/support/system.ts";
import { visitor } from "../../test/e2e/support/visitor.ts";
import { DESK, type Camera } from "./camera.ts";
import { CASE, SALAD } from "./goods.ts";

/** What somebody who checks others looks at, from the log of the contract to a single disclosed field. */
export async function showAuditor(all: System, camera: Camera, notice: string): Promise<void> {
  const { page, leave } = await visitor(all, DESK);
  const show = async (path: string, text: string, name: string) => {
    await page.goto(path);
    await page.getByText(text).first().waitFor();
    await camera(page, name);
  };
  await show("/anchors", "Anchored by", "auditor-anchors");
  await page.goto("/anchors/0");
  await page.getByRole("button", { name: "Recompute in this browser" }).click();
  await page.getByText("Every path leads to the anchored root").waitFor();
  await camera(page, "auditor-anchor", page.getByRole("heading", { name: "What is in it" }));
  await show("/actors", "Organisations", "auditor-actors");
  await show("/chain", "Read up to", "auditor-chain");
  await show(`/recalls/${notice}`, "Who is asked", "auditor-recall");
  await page.goto(`/trace${SALAD}`);
  await page.locator("[data-node]").nth(4).waitFor();
  await camera(page, "auditor-trace", page.locator("#graph"));
  await page.goto(`/footprint${SALAD}`);
  await page.locator("#breakdown details").last().locator("summary").click();
  await camera(page, "auditor-footprint", page.locator("#breakdown"));
  await show(`/readers?of=${CASE}`, "How to store it", "auditor-readers");

  const bundle = await text(`${all.url}/api/journeys/bundle?subject=${encodeURIComponent(`https://id.gs1.org${SALAD}`)}`);
  const check = async (name: string, content: string, picture: string) => {
    await page.goto("/verify");
    await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
    await page.locator("[data-overall]").waitFor();
    await camera(page, picture, page.locator("[data-overall]"));
  };
  await check("journey.json", bundle, "auditor-verify");
  await check("part.json", await disclosure(all), "auditor-disclosure");
  await showDisclosing(all, page, camera);
  await leave();
}

/** How somebody shows a temperature and hides the rest. */
export async function showDisclosing(all: System, page: Page, camera: Camera): Promise<void> {
  await page.goto("/verify");
  const kept = { name: "kept.json", mimeType: "application/json", buffer: Buffer.from(await measuredBundle(all)) };
  await page.locator('input[type="file"]').setInputFiles(kept);
  await page.getByRole("button", { name: "Show only some fields…" }).click();
  await page.getByRole("checkbox", { name: /^sensorElementList/ }).check();
  await camera(page, "auditor-disclose", page.getByRole("checkbox", { name: /^action/ }));
}

/** One field of a signed statement of the demonstration, with its proof. */
async function disclosure({ url, organisations: [first] }: System): Promise<string> {
  const { items } = pageOf(statementView).parse(await getJson(`${url}/api/statements?account=${first?.account ?? ""}`));
  const oldest = items.at(-1)?.commitment ?? "";
  const { bundle, error } = readBundle(await text(`${url}/api/statements/${oldest}/bundle`), eventBundle);
  if (bundle === undefined) throw new Error(`no bundle to disclose from: ${error}`);
  return stringifyLossless(discloseFields(bundle, ["/bizStep", "/eventTime"]), 2);
}

/** The bundle of a statement of the demonstration that tells of a temperature. */
async function measuredBundle({ url }: System): Promise<string> {
  const about = encodeURIComponent(`https://id.gs1.org${SALAD}`);
  const { statements } = journeyView.parse(await getJson(`${url}/api/journeys?subject=${about}`));
  const measured = statements.find(({ sensors }) => sensors.length > 0);
  if (measured === undefined) throw new Error("no statement of the demonstration tells of a temperature");
  return text(`${url}/api/statements/${measured.commitment}/bundle`);
}

async function text(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.text();
}
