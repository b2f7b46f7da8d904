import { chownSync, chmodSync } from "node:fs";
import { expect } from "chai";
import { runDirectory } from "../support/resources.ts";
import { emptyPages, freshHome, launchWaybill } from "../support/waybill.ts";

/** Nobody in particular: an account number that needs no entry anywhere. */
const SOMEBODY = 54_321;

describe("npm start as an ordinary user", function () {
  this.timeout(120_000);

  it("needs no rights but those to its home", async () => {
    const isRoot = process.getuid?.() === 0;
    const home = freshHome();
    if (isRoot) {
      chownSync(home, SOMEBODY, SOMEBODY);
      chmodSync(runDirectory(), 0o755);
    }
    const waybill = await launchWaybill({
      home,
      uid: isRoot ? SOMEBODY : undefined,
      env: { FRONTEND_DIR: emptyPages(), WAYBILL_DEMO: "off", HOME: home },
    });
    const url = await waybill.ready();
    expect((await fetch(`${url}/readyz`)).status).to.equal(200);
    expect(await waybill.stop()).to.equal(0);
  });
});
