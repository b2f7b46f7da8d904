import { rmSync } from "node:fs";
import { system } from "../test/e2e/support/system.ts";
import { releaseResources } from "../test/support/resources.ts";
import { showAuditor } from "./guide-pictures/auditor.ts";
import { createCamera, PICTURES } from "./guide-pictures/camera.ts";
import { showCarbon } from "./guide-pictures/carbon.ts";
import { showTemperature } from "./guide-pictures/cold-chain.ts";
import { showConsumer, showRecalledGoods } from "./guide-pictures/consumer.ts";
import { showOffline } from "./guide-pictures/offline.ts";
import { showRecalls } from "./guide-pictures/recalls.ts";
import { showReports } from "./guide-pictures/reports.ts";
import { showSupplier } from "./guide-pictures/supplier.ts";
import { showThings } from "./guide-pictures/things.ts";

/** Takes the pictures of docs/guides again: starts a fresh Waybill with the demonstration and walks its pages as their readers do. */
try {
  const all = await system();
  rmSync(PICTURES, { recursive: true, force: true });
  const camera = createCamera();
  await showConsumer(all, camera);
  await showTemperature(all, camera);
  await showSupplier(all, camera);
  await showOffline(all, camera);
  await showThings(all, camera);
  await showReports(all, camera);
  await showCarbon(all, camera);
  const notice = await showRecalls(all, camera);
  await showRecalledGoods(all, camera);
  await showAuditor(all, camera, notice);
} finally {
  await releaseResources();
}
