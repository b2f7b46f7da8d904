import { expect } from "chai";
import { linkDraft, type LinkView } from "@waybill/protocol/schemas/api/resolver";
import { linkTypedData } from "@waybill/protocol/typed-data/link";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { recoverTypedDataAddress, type Hex } from "viem";
import { configOf } from "../fixtures/system.ts";
import { getStage, type Stage } from "../support/browser.ts";
import { connect, objectionsTo, openSupplier } from "../support/supplier.ts";

interface Sent {
  link: unknown;
  salt: Hex32;
  signer: { account: Address; signature: Hex };
}

describe("a supplier's links", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  it("are published with the wallet: called by what they are, signed as shown, and listed afterwards", async () => {
    const sent: Sent[] = [];
    const listed: LinkView[] = [];
    const { page } = await openSupplier(stage, {
      "/api/links": async (route) => {
        if (route.request().method() === "GET") return route.fulfill({ json: { items: listed, next: null } });
        const body = route.request().postDataJSON() as Sent;
        sent.push(body);
        const { language, mediaType, from, ...link } = linkDraft.parse(body.link);
        listed.push({
          ...{ ...link, id: `0x${"7".repeat(64)}` as Hex32, language: language ?? null, mediaType: mediaType ?? null },
          ...{ from: new Date(from * 1_000).toISOString(), until: null, account: body.signer.account, signed: true },
        });
        return route.fulfill({ status: 201, json: listed[0] });
      },
    });
    await connect(page, "/supplier/links");
    await page.getByRole("button", { name: "Set a link" }).click();
    await page.getByLabel("Goods, lot, piece or place").fill("10860009999920");
    await page.getByRole("combobox", { name: "What it is" }).click();
    await page.getByRole("option", { name: "Handling and storage" }).click();
    await page.getByLabel("Address").fill("brand.example/keep-cool");
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Review before signing" }).click();
    await page.getByText("leads to “Handling and storage” at brand.example").waitFor();
    await page.getByRole("button", { name: "Sign the link" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.getByText("The link is set").waitFor();
    await page.getByRole("row").filter({ hasText: "brand.example" }).getByText("Handling and storage").first().waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    const [body] = sent;
    if (body === undefined) return expect.fail("nothing was sent");
    const link = linkDraft.parse(body.link);
    expect(link).to.include({
      type: "consumerHandlingStorageInfo",
      href: "https://brand.example/keep-cool",
      title: "Handling and storage",
    });
    const { chain, contracts } = configOf(stage.lettuce.chain);
    const signedOn = { chainId: chain.id, supplyChain: contracts.supplyChain as Address };
    const typedData = linkTypedData(signedOn, link, { account: body.signer.account, salt: body.salt });
    expect(await recoverTypedDataAddress({ ...typedData, signature: body.signer.signature })).to.equal(body.signer.account);
    await page.close();
  });
});
