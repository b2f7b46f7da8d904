import { execFileSync } from "node:child_process";
import { chownSync, chmodSync } from "node:fs";
import { expect } from "chai";
import { closedFolder } from "../../scripts/services/postgres-account.ts";
import { ROOT } from "../../scripts/start/root.ts";
import { prepare } from "../../scripts/test/prepare.ts";
import { runDirectory } from "../support/resources.ts";
import { emptyPages, freshHome, launchWaybill } from "../support/waybill.ts";

const isRoot = process.getuid?.() === 0;
/** In a clone below root's own folder nobody else can be anybody. */
const canBeSomebody = !isRoot || closedFolder(`${ROOT}/package.json`) === undefined;

(canBeSomebody ? describe : () => undefined)("npm start as an ordinary user", function () {
  this.timeout(240_000);
  // The clone belongs to somebody else here, so nothing may be left to build.
  before(prepare);

  it("needs no rights but those to its home", async () => {
    // Every Unix has this account; Postgres wants one that has a name.
    const somebody = isRoot ? Number(execFileSync("id", ["-u", "nobody"], { encoding: "utf8" })) : 0;
    const home = freshHome();
    if (isRoot) {
      chownSync(home, somebody, somebody);
      chmodSync(runDirectory(), 0o755);
    }
    const waybill = await launchWaybill({
      home,
      uid: isRoot ? somebody : undefined,
      env: { FRONTEND_DIR: emptyPages(), WAYBILL_DEMO: "off", HOME: home },
    });
    const url = await waybill.ready();
    expect((await fetch(`${url}/readyz`)).status).to.equal(200);
    expect(await waybill.stop()).to.equal(0);
  });
});
