import { existsSync, globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { ACCESS_FAMILY, ACTS_FAMILY } from "../../backend/src/modules/chain/access/access.metrics.ts";
import { FAMILIES } from "../../backend/src/modules/chain/metrics/families.ts";
import { PIN_FAMILY } from "../../backend/src/modules/documents/documents.metrics.ts";
import { DRIFT_FAMILY } from "../../backend/src/modules/identity/members/role-drift.metrics.ts";
import { ORDER_FAMILIES } from "../../backend/src/modules/orders/orders.metrics.ts";
import { STOCK_FAMILY } from "../../backend/src/modules/stock/stock.metrics.ts";
import { SUBSCRIPTION_FAMILIES } from "../../backend/src/modules/traceability/subscriptions/subscriptions.metrics.ts";
import { WAREHOUSE_FAMILIES } from "../../backend/src/modules/warehouses/warehouses.metrics.ts";
import { EXCESS_FAMILY } from "../../backend/src/platform/schema/excess.metrics.ts";
import { FLOOR_FAMILIES } from "../../backend/src/warehouse/warehouse.metrics.ts";
import { COMMANDS } from "../../scripts/cli/commands.ts";
import { ROOT } from "../../scripts/start/root.ts";
import { readRules } from "./support/rules.ts";

const KNOWN: readonly { name: string; labels: readonly string[] }[] = [
  ...FAMILIES,
  ...SUBSCRIPTION_FAMILIES,
  ...WAREHOUSE_FAMILIES,
  ...ORDER_FAMILIES,
  ...FLOOR_FAMILIES,
  PIN_FAMILY,
  EXCESS_FAMILY,
  DRIFT_FAMILY,
  STOCK_FAMILY,
  ACCESS_FAMILY,
  ACTS_FAMILY,
];
const RUNBOOKS = globSync("docs/runbooks/*.md", { cwd: ROOT }).filter((path) => !path.endsWith("README.md"));
const HEADINGS = ["What it means", "What users see", "Look at", "Do", "It is over when"];

describe("alert rules", () => {
  const rules = readRules();

  it("have a name of their own, and a runbook that exists", () => {
    expect(new Set(rules.map(({ name }) => name)).size).to.equal(rules.length);
    for (const { name, runbook } of rules) expect(existsSync(`${ROOT}/${runbook}`), `${name}: ${runbook}`).to.equal(true);
  });

  it("ask for metrics and labels that exist", () => {
    for (const { name, expression } of rules) {
      const family = KNOWN.find((one) => one.name === expression.selector.metric);
      expect(family, name).to.not.equal(undefined);
      expect(family?.labels, name).to.include.members([...expression.by, ...expression.selector.matchers.map(({ label }) => label)]);
    }
  });

  it("are what each runbook is about, under the same headings everywhere", () => {
    const named = new Set(rules.map(({ runbook }) => runbook));
    expect(RUNBOOKS.filter((path) => !named.has(path))).to.deep.equal([]);
    for (const { name, runbook } of rules) {
      const text = readFileSync(`${ROOT}/${runbook}`, "utf8");
      expect(text, runbook).to.contain(name);
      expect(
        [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading),
        runbook,
      ).to.deep.equal(HEADINGS);
    }
  });

  it("lead to commands that exist", () => {
    const texts = RUNBOOKS.map((path) => readFileSync(`${ROOT}/${path}`, "utf8")).join("\n");
    const commands = [...texts.matchAll(/npm run waybill -- ([a-z-]+)/g)].map(([, command]) => command);
    expect(commands).to.include("doctor");
    expect(commands.filter((command) => !Object.hasOwn(COMMANDS, command ?? ""))).to.deep.equal([]);
  });
});
