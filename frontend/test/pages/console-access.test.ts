import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { expect } from "chai";
import { decodeFunctionData, encodeFunctionData, parseTransaction, type Hex, type TransactionSerializedEIP1559 } from "viem";
import { accessLog, roleGranted } from "../../../protocol/test/support/access-logs.ts";
import { WELL } from "../fixtures/paying-node.ts";
import { configOf } from "../fixtures/system.ts";
import { getStage, type Stage } from "../support/browser.ts";
import { FARM } from "../support/people-server.ts";
import { connect, openPeople, prove, sentBy } from "../support/people-pages.ts";
import { ACCOUNT, objectionsTo } from "../support/supplier.ts";

/** Time of the newest block of `WELL`. */
const NOW = 0x6a000000;
describe("the console, about rights on chain", function () {
  this.timeout(90_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  const CALL = "0x3f4ba83a";
  const REVOCATION = encodeFunctionData({ abi: supplyChainAbi, functionName: "revokeActor", args: [FARM.account as Hex] });
  /** Logs of an AccessManager under which the farm announced something that can be done now. */
  const logs = (data: Hex = CALL) => {
    const { supplyChain, accessManager } = configOf(stage.lettuce.chain).contracts;
    return [
      roleGranted(0n, ACCOUNT),
      accessLog("RoleLabel", { roleId: 1n, label: "REGISTRAR" }),
      roleGranted(1n, FARM.account, { delay: 3_600 }),
      accessLog("TargetFunctionRoleUpdated", { target: supplyChain, selector: CALL, roleId: 1n }),
      accessLog("OperationScheduled", {
        ...{ operationId: `0x${"0d".repeat(32)}`, nonce: 1, schedule: NOW, caller: FARM.account, target: supplyChain, data },
      }),
    ].map((log) => ({ ...log, address: accessManager }));
  };

  it("reads the AccessManager's table from the node, and shows whoever has one right of two", async () => {
    const { page } = await openPeople(stage, "/admin/access", { ...WELL, eth_getLogs: logs() }, "auditor");
    await page
      .getByRole("row", { name: /REGISTRAR.*1 hour/ })
      .first()
      .waitFor();
    await page.getByText("2 accounts run the contracts and belong to no admin here").waitFor();
    await page.getByText(/One admin here has no role on chain/).waitFor();
    await page.getByRole("row", { name: new RegExp(`${CALL}.*ready`) }).waitFor();
    const holders = page.locator('[data-list="access-roles"]');
    await page.goto("/admin/access?holders.role=registrar&operations.state=waits");
    await holders.getByRole("row", { name: /REGISTRAR/ }).waitFor();
    expect(await holders.getByRole("row", { name: /ADMIN.*at once/ }).count()).to.equal(0);
    await page.getByText("Nothing matches").waitFor();
    for (const name of ["Do it", "Call it off"]) expect(await page.getByRole("button", { name }).count()).to.equal(0);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("notes nothing for which a second admin is needed, and says so", async () => {
    const { page, server } = await openPeople(stage, "/admin/access", { ...WELL, eth_getLogs: logs() });
    server.waitsForSecond = true;
    await connect(page);
    await page.getByRole("textbox", { name: "Account" }).fill(ACCOUNT.toLowerCase());
    await page.getByRole("button", { name: "Give it on chain…" }).click();
    await page.getByRole("button", { name: "Note it, and go on to the wallet" }).click();
    await prove(page);
    await page.getByText("It waits for another admin, and was not noted").waitFor();
    expect(await page.getByRole("button", { name: "Send with my wallet" }).count()).to.equal(0);
    expect([server.named, server.raws]).to.deep.equal([[], []]);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("shows what was done on chain with its note or without one, and lets an admin say that it was looked into", async () => {
    const { page, server } = await openPeople(stage, "/admin/access", { ...WELL, eth_getLogs: logs() });
    const region = page.getByRole("region", { name: "Done on chain" }).first();
    await region.getByText("as access-role.granting by bob@farm.example").waitFor();
    await region.getByRole("checkbox", { name: "Choose all that are shown" }).check();
    await region.getByRole("button", { name: "Looked into…" }).click();
    const panel = region.getByRole("group", { name: "Was this act looked into?" });
    await panel.getByText("Each stays listed as one without a note").waitFor();
    expect(await objectionsTo(page), "reach").to.deep.equal([]);
    await panel.getByRole("button", { name: "Looked into…" }).click();
    await prove(page);
    await panel.getByText("It is marked as looked into.").waitFor();
    expect(server.changes).to.deep.equal([`POST /api/installation/chain-acts/0x${"a".repeat(64)}/acknowledgement`]);
    await page.close();
  });

  it("accuses nobody while it is unknown from which accounts the installation sends", async () => {
    const { page } = await openPeople(stage, "/admin/access", { ...WELL, eth_getLogs: logs() }, "auditor", {
      "/api/chain/senders": (route) => route.fulfill({ status: 400, json: {} }),
    });
    const drift = page.getByRole("region", { name: "Here and there" });
    await drift.getByRole("button", { name: "Try again" }).waitFor();
    expect(await drift.getByText("belong to no admin here").count()).to.equal(0);
    await page.close();
  });

  it("reads the table once more when what was sent is in a block, however fast blocks come", async () => {
    let [block, asked] = [5, 0];
    const node = {
      ...WELL,
      get eth_getLogs() {
        asked++;
        return logs();
      },
      get eth_getBlockByNumber() {
        return { ...(WELL.eth_getBlockByNumber as object), number: `0x${(block++).toString(16)}` };
      },
    };
    const { page } = await openPeople(stage, "/admin/access", node);
    await connect(page);
    await page.getByRole("button", { name: "Do it" }).click();
    await page.getByRole("button", { name: "Note it, and go on to the wallet" }).click();
    await prove(page);
    await page.getByRole("button", { name: "Send with my wallet" }).click();
    const before = asked;
    await page.getByTestId("demo-wallet-sign").click();
    await page.locator("[data-testid=sent][data-state=final]").waitFor();
    expect(await objectionsTo(page), "sent").to.deep.equal([]);
    expect(asked - before).to.be.within(1, 3);
    await page.close();
  });

  it("takes roles away, and does or calls off what was announced, of all that is chosen in a list", async () => {
    for (const [list, name, reach, note, functionName] of [
      ["access-roles", "Take away on chain…", "Nobody else has this role", { act: "revoke", account: FARM.account }, "revokeRole"],
      ["access-operations", "Call off what is chosen…", "Nobody: what was announced does not happen.", { act: "cancel" }, "cancel"],
    ] as const) {
      const { page, server } = await openPeople(stage, "/admin/access?holders.role=registrar", { ...WELL, eth_getLogs: logs(REVOCATION) });
      server.isProven = true;
      await connect(page);
      const region = page.locator(`[data-list="${list}"]`);
      await region.getByRole("checkbox", { name: "Choose all that are shown" }).check();
      await region.getByRole("button", { name }).click();
      const panel = region.getByRole("group");
      await panel.getByText(reach).waitFor();
      await panel.getByText("the contract would do it").waitFor();
      await panel.getByRole("button", { name }).click();
      await page.getByTestId("demo-wallet-sign").click();
      await panel.getByText("It is sent, and in a block.").waitFor();
      expect(server.noted).to.deep.equal([{ ...note, ...sentBy(server) }]);
      const { data } = parseTransaction(server.raws[0] as TransactionSerializedEIP1559);
      expect(decodeFunctionData({ abi: accessManagerAbi, data: data ?? "0x" }).functionName).to.equal(functionName);
      await page.close();
    }
  });

  it("gives a role, does what was announced, or calls it off, by an admin's wallet: with its reach, a note after a fresh proof, and the simulation", async () => {
    for (const [name, functionName, reach, note] of [
      ["Give it on chain…", "grantRole", "One other account has this role, and keeps it.", { act: "grant", account: ACCOUNT }],
      ["Do it", "execute", "2 people act for it no more, at once.", { act: "execute" }],
      ["Call it off", "cancel", "Nobody: what was announced does not happen.", { act: "cancel" }],
    ] as const) {
      const { page, server } = await openPeople(stage, "/admin/access", { ...WELL, eth_getLogs: logs(REVOCATION) });
      await connect(page);
      if ("account" in note) await page.getByRole("textbox", { name: "Account" }).fill(ACCOUNT.toLowerCase());
      await page.getByRole("button", { name }).click();
      await page.getByText(reach).waitFor();
      await page.getByText("about 60,000 gwei, paid by your account").waitFor();
      expect(await page.getByRole("button", { name: "Send with my wallet" }).count()).to.equal(0);
      expect(await objectionsTo(page), name).to.deep.equal([]);
      await page.getByRole("button", { name: "Note it, and go on to the wallet" }).click();
      await prove(page);
      await page.getByRole("button", { name: "Send with my wallet" }).click();
      await page.getByTestId("demo-wallet-sign").click();
      await page.locator("[data-testid=sent][data-state=final]").waitFor();
      expect(server.noted).to.deep.equal([{ ...note, ...sentBy(server) }]);
      const { data } = parseTransaction(server.raws[0] as TransactionSerializedEIP1559);
      expect(decodeFunctionData({ abi: accessManagerAbi, data: data ?? "0x" }).functionName).to.equal(functionName);
      await page.close();
    }
  });
});
