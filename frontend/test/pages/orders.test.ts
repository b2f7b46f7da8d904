import { expect } from "chai";
import { Readable } from "node:stream";
import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import { waitFor } from "../../../backend/test/support/wait-for.ts";
import { notFound } from "../support/answer.ts";
import { getStage, json, type Stage } from "../support/browser.ts";
import { ADDRESS, BOOK, openShop, ShopServer, wholeOrder } from "../support/shop.ts";
import { objectionsTo } from "../support/supplier.ts";

const ORDER = { lines: [{ gtin: BOOK, quantity: 2 }], delivery: ADDRESS, payment: { token: "sandbox:approve" } };

describe("one's own orders", () => {
  let stage: Stage;
  let server: ShopServer;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });
  beforeEach(() => {
    server = new ShopServer();
    server.isSignedIn = true;
  });

  const put = (changes: Partial<Record<keyof OrderView, unknown>> = {}) => {
    const order = { ...server.orderOf("order-1", ORDER), ...server.orders.get("order-1"), ...changes } as OrderView;
    server.orders.set("order-1", order);
    return order;
  };

  it("are listed with where they stand, one's own alone", async () => {
    put({ state: "cancelled" });
    server.orders.set("order-9", wholeOrder(server) as never);
    const { page, complaints } = await openShop(stage, server);
    await page.goto("/account/orders");
    const items = page.getByRole("main").getByRole("listitem");
    await items.first().waitFor();
    expect(await items.allInnerTexts().then((texts) => texts.map((text) => text.replaceAll(/\s+/g, " ")))).to.satisfy(
      ([first = "", second = ""]: string[]) =>
        first.includes("Called off") && second.includes("3 pieces") && second.includes("Sent and paid"),
    );
    expect(server.asked.filter((one) => one.startsWith("GET /api/orders?")).every((one) => one.includes("of=me"))).to.equal(true);
    expect(await objectionsTo(page)).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("tell the whole way in plain words, what was in each parcel and where its proof is, what came back and what was paid", async () => {
    server.orders.set("order-9", wholeOrder(server) as never);
    const { page } = await openShop(stage, server);
    await page.goto("/account/orders/order-9");
    await page.getByTestId("milestone-paid").and(page.locator('[data-state="done"]')).waitFor();
    const shipment = page.getByTestId("shipment");
    expect(await shipment.innerText())
      .to.include("2 × The Long Field")
      .and.include("1 × Garden salad, case of 6")
      .and.include("Paid");
    expect(await shipment.getByRole("link", { name: "Proof" }).getAttribute("href")).to.equal(`/units/0x${"12".repeat(32)}`);
    expect(await shipment.getByRole("link", { name: "Footprint" }).getAttribute("href")).to.equal("/footprint/00/395060001343500007");
    expect(await page.getByTestId("return").innerText())
      .to.include("1 × The Long Field")
      .and.include("Being paid back");
    expect(await page.getByRole("region", { name: "Payment" }).innerText())
      .to.include("Paid for what has left.")
      .and.include("Paid back: €11.90");
    expect(await page.getByRole("region", { name: "Where it goes" }).innerText())
      .to.include("1 Orchard Lane")
      .and.include("Germany");
    expect(await page.getByRole("button", { name: "Call the order off" }).count()).to.equal(0);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });

  it("change without a reload, by asking, where the server tells of nothing; then it is not asked for events again", async () => {
    put();
    const { page } = await openShop(stage, server);
    await page.goto("/account/orders/order-1");
    await page.getByTestId("order-state").and(page.locator('[data-state="created"]')).waitFor();
    put({ state: "authorised", version: 2 });
    await page.getByText("Accepted", { exact: true }).waitFor();
    expect(server.asked.filter((one) => one.endsWith("/events"))).to.have.length.at.most(1);
    await page.close();
  });

  it("change at once where the server tells of it, and are asked for no more often than it does", async () => {
    put({ state: "instructed" });
    const stream = new Readable({ read: () => undefined });
    let asked = 0;
    const { page } = await openShop(stage, server, {
      answers: { "/api/orders/order-1/events": (route) => (asked++, route.fulfill({ contentType: "text/event-stream", body: stream })) },
    });
    await page.goto("/account/orders/order-1");
    await page.getByText("Being packed", { exact: true }).waitFor();
    stream.push(": still here\n\n");
    put({ state: "shipped" });
    stream.push('event: order\r\ndata: {"version": 5}\r\n\r\n');
    await page.getByText("On its way", { exact: true }).waitFor();
    expect(asked).to.equal(1);
    stream.push(null);
    await page.close();
  });

  it("are followed from where the stream broke: no step is missed, and none is asked for twice", async () => {
    put({ state: "routed", version: 3, told: 3 });
    const streams = [new Readable({ read: () => undefined }), new Readable({ read: () => undefined })] as const;
    const after: (string | null)[] = [];
    const { page } = await openShop(stage, server, {
      answers: {
        "/api/orders/order-1/events": async (route) => {
          const stream = streams[after.length];
          after.push(await route.request().headerValue("last-event-id"));
          return stream === undefined ? notFound(route) : route.fulfill({ contentType: "text/event-stream", body: stream });
        },
      },
    });
    await page.goto("/account/orders/order-1");
    await page.getByText("Accepted", { exact: true }).waitFor();
    put({ state: "instructed", version: 4 });
    streams[0].push('retry: 1000\nid: 3\n\nid: 4\nevent: transition\ndata: {"version": 4}\n\n');
    await page.getByText("Being packed", { exact: true }).waitFor();
    streams[0].push(null);
    await waitFor("another stream", () => (after.length > 1 ? true : undefined));
    put({ state: "shipped", version: 5 });
    streams[1].push('id: 5\nevent: transition\ndata: {"version": 5}\n\n');
    await page.getByText("On its way", { exact: true }).waitFor();
    expect(after.slice(0, 2)).to.deep.equal(["3", "4"]);
    streams[1].push(null);
    await page.close();
  });

  it("say in plain words where each part is packed, and how far that is", async () => {
    const part = (id: string, changes: object) => ({
      ...{
        id,
        warehouse: "alpha",
        state: "instructed",
        heldFor: null,
        endedFor: null,
        hasProgram: true,
        isAsked: false,
        isLetGo: false,
        isLost: false,
        wanted: null,
      },
      goods: [{ line: 1, gtin: BOOK, lot: "SECRET-LOT", expiry: null, quantity: 1 }],
      ...changes,
    });
    const fulfilments = [
      part("f1", { isLetGo: true }),
      part("f2", { warehouse: "beta-2", state: "held", heldFor: "the street is closed" }),
      part("f3", { warehouse: "gamma", state: "cancelled", endedFor: "gone-away" }),
    ];
    put({ state: "instructed", fulfilments });
    const stream = new Readable({ read: () => undefined });
    const { page } = await openShop(stage, server, {
      answers: { "/api/orders/order-1/events": (route) => route.fulfill({ contentType: "text/event-stream", body: stream }) },
    });
    await page.goto("/account/orders/order-1");
    await page.getByText("Packed in Alpha, and about to leave").waitFor();
    await page.getByText("Kept back in Beta 2 for now: the street is closed").waitFor();
    expect(await page.getByTestId("part").count()).to.equal(2);
    const text = await page.getByRole("region", { name: "Who packs what" }).innerText();
    expect(text).to.include("1 × The Long Field").and.not.include("SECRET-LOT").and.not.include("Gamma");
    expect(await objectionsTo(page)).to.deep.equal([]);
    put({ fulfilments: [part("f1", { state: "shipped" })] });
    stream.push('id: 7\nevent: part\ndata: {"kind":"part","about":"f1"}\n\n');
    await page.getByText("On its way from Alpha").waitFor();
    stream.push(null);
    await page.close();
  });

  it("show what the bank asks and the proof of a parcel when they are told of these, and ask for nothing in between", async () => {
    const whole = wholeOrder(server) as OrderView;
    const unproven = whole.shipments.map((one) => ({ ...one, parcels: one.parcels.map((parcel) => ({ ...parcel, unit: null })) }));
    server.orders.set("order-9", { ...whole, state: "reserved", shipments: unproven } as never);
    const stream = new Readable({ read: () => undefined });
    const { page } = await openShop(stage, server, {
      answers: { "/api/orders/order-9/events": (route) => route.fulfill({ contentType: "text/event-stream", body: stream }) },
    });
    const asked = () => server.asked.filter((one) => one === "GET /api/orders/order-9").length;
    await page.clock.install();
    await page.goto("/account/orders/order-9");
    await page.getByTestId("shipment").waitFor();
    // What once was asked for every few seconds: an order whose bank may ask, and whose parcel has no proof.
    await page.clock.runFor(60_000);
    expect([asked(), await page.getByRole("link", { name: "Proof" }).count(), await page.getByLabel("Code").count()]).to.deep.equal([
      1, 0, 0,
    ]);
    const challenged = { ...whole, state: "reserved", shipments: unproven, payment: { ...whole.payment, state: "challenged" } };
    server.orders.set("order-9", challenged as never);
    stream.push('id: 1\nevent: payment\ndata: {"kind":"payment","about":"challenge"}\n\n');
    await page.getByLabel("Code").waitFor();
    server.orders.set("order-9", whole as never);
    stream.push(
      'id: 2\nevent: packed\ndata: {"kind":"packed","about":"f1"}\n\nid: 3\nevent: proven\ndata: {"kind":"proven","about":"f1"}\n\n',
    );
    await page.getByRole("link", { name: "Proof" }).waitFor();
    expect(asked()).to.equal(3);
    stream.push(null);
    await page.close();
  });

  it("let their customer answer the bank", async () => {
    put({ state: "reserved", payment: { provider: "sandbox", state: "challenged", heldMinor: 0, capturedMinor: 0, refundedMinor: 0 } });
    const codes: unknown[] = [];
    const { page } = await openShop(stage, server, {
      answers: {
        "/api/orders/order-1/challenge": (route) => {
          codes.push(route.request().postDataJSON());
          put({
            state: "authorised",
            payment: { provider: "sandbox", state: "authorised", heldMinor: 2870, capturedMinor: 0, refundedMinor: 0 },
          });
          return route.fulfill({ status: 202 });
        },
      },
    });
    await page.goto("/account/orders/order-1");
    await page.getByLabel("Code").fill("123456");
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Send the code" }).click();
    await page.getByText("Your bank holds the money. It is taken when goods leave.").waitFor();
    expect(await page.getByLabel("Code").count()).to.equal(0);
    expect(codes).to.deep.equal([{ code: "123456" }]);
    await page.close();
  });

  it("are called off after asking once, and then say why they ended", async () => {
    put({ state: "authorised" });
    const { page } = await openShop(stage, server, {
      answers: {
        "/api/orders/order-1/cancellation": (route) => {
          const at = new Date().toISOString();
          const cancelled = {
            version: 3,
            event: "cancel",
            from: "authorised",
            to: "cancelling",
            by: "customer",
            cause: "the customer called it off",
            at,
          };
          return route.fulfill({ status: 202, json: put({ state: "cancelling", transitions: [cancelled] }) });
        },
      },
    });
    await page.goto("/account/orders/order-1");
    await page.getByRole("button", { name: "Call the order off" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Call the order off" }).click();
    await page.getByRole("button", { name: "Call it off" }).click();
    await page.getByText("It was called off before anything had left.").waitFor();
    expect(await page.getByTestId("milestone-cancelled").getAttribute("data-state")).to.equal("failed");
    expect(await page.getByTestId("milestone-packing").count()).to.equal(0);
    await page.close();
  });

  it("say that there is none of that name, and show a state that this page does not know as one under way", async () => {
    put({ state: "teleported" });
    const { page } = await openShop(stage, server, { answers: { "/api/orders/order-2": notFound } });
    await page.goto("/account/orders/order-1");
    await page.getByText("Under way (teleported)").waitFor();
    await page.goto("/account/orders/order-2");
    await page.getByText("You have no such order").waitFor();
    await page.close();
  });

  it("ask to sign in whoever is not", async () => {
    server.isSignedIn = false;
    const { page } = await openShop(stage, server, { answers: { "/api/me": json({}) } });
    await page.goto("/account/orders");
    await page.getByText("Sign in to see your orders.").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });
});
