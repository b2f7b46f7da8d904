import { expect } from "chai";
import { getStage, json, type Answer, type Stage } from "../support/browser.ts";
import { openConsole } from "../support/console.ts";
import { refuse } from "../support/shop.ts";
import { storeServer, summaries } from "../support/store.ts";
import { objectionsTo } from "../support/supplier.ts";

describe("the list of all orders", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("holds, lets go and calls off many orders at once: with what that strikes, one proof, what became of each, and one key for each", async () => {
    const server = storeServer();
    const first = server.orders.get("order-1");
    server.orders.set("order-2", { ...first, id: "order-2" } as never);
    const keys: string[] = [];
    let isStubborn = true;
    const steered =
      (state: string): Answer =>
      async (route) => {
        if (!server.isProven) return refuse(401, "platform.step-up-required")(route);
        const path = new URL(route.request().url()).pathname;
        const id = path.split("/")[3] ?? "";
        keys.push(`${path} ${await route.request().headerValue("idempotency-key")} ${route.request().postData()}`);
        if (id === "order-2" && isStubborn) return refuse(409, "orders.not-now", "The order is shipped.")(route);
        const order = server.orders.get(id);
        server.orders.set(id, { ...order, fulfilments: order?.fulfilments.map((part) => ({ ...part, state })) } as never);
        return json(server.orders.get(id))(route);
      };
    const { page } = await openConsole(stage, server, {
      "/api/orders": summaries(server),
      "/api/orders/[^/]+/hold": steered("held"),
      "/api/orders/[^/]+/release": steered("open"),
    });
    await page.goto("/admin/orders");
    await page.getByRole("row", { name: /order-2/ }).waitFor();
    await page.getByRole("checkbox", { name: "Choose all that are shown" }).check();
    await page.getByRole("button", { name: "Keep back…" }).click();
    const panel = page.getByRole("group", { name: "Keep these 2 orders back?" });
    await panel.getByText("One of the chosen is left out").waitFor();
    await panel.getByText("2 orders of 6 pieces:").waitFor();
    await panel.getByLabel(/^Why/).fill("The flood");
    expect(await objectionsTo(page), "preview").to.deep.equal([]);
    expect(keys).to.deep.equal([]);
    await panel.getByRole("button", { name: "Keep back…" }).click();
    await panel.getByLabel("Password").fill("correct horse battery staple");
    await panel.getByRole("button", { name: "Prove that it is you" }).click();
    await panel.getByText("One was refused").waitFor();
    const results = panel.getByTestId("results").getByRole("listitem");
    expect((await results.allInnerTexts()).map((text) => text.split(/\n+/))).to.deep.equal([
      ["done", "order-1"],
      ["refused", "order-2", "The order is shipped."],
    ]);
    expect(await objectionsTo(page), "outcome").to.deep.equal([]);
    isStubborn = false;
    await panel.getByRole("button", { name: "Try what was not done again" }).click();
    await panel.getByText("2 are kept back").waitFor();
    // The same key for the same order: the server does it once.
    expect(keys[2]).to.equal(keys[1]);
    expect(new Set(keys).size).to.equal(2);
    expect(keys[0]).to.match(/hold [0-9a-f-]{36} \{"reason":"The flood"\}$/);
    await panel.getByRole("button", { name: "Back to the list" }).click();
    await page
      .getByRole("row", { name: /order-1/ })
      .getByText("Kept back")
      .waitFor();
    await page.getByRole("checkbox", { name: "Choose order-1", exact: true }).check();
    await page.getByRole("button", { name: "Let go on…" }).click();
    await page.getByRole("group", { name: "Let this order go on?" }).getByRole("button", { name: "Let go on…" }).click();
    await page.getByText("It goes on.").waitFor();
    expect(keys).to.have.length(4);
    await page.close();
  });
});
