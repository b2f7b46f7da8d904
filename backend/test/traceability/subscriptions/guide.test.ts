import { expect } from "chai";
import { readFileSync } from "node:fs";
import { signatureOf } from "../../../src/modules/traceability/subscriptions/delivery/signature.ts";

type IsGenuine = (header: string, body: string, secret: string, nowSeconds: number) => boolean;

describe("the guide to subscriptions", () => {
  it("shows a check that takes our signature, and no other, no older and no changed one", async () => {
    const guide = readFileSync(new URL("../../../../docs/guides/subscribing.md", import.meta.url), "utf8");
    const [, code = ""] = /```js\n(.*?)```/s.exec(guide) ?? [];
    const source = `${code}\nexport { isGenuine };`;
    const { isGenuine } = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as { isGenuine: IsGenuine };
    const at = new Date("2026-07-01T00:00:00Z");
    const now = at.getTime() / 1_000;
    const header = signatureOf("{}", { tokens: ["secret"], at });
    expect(isGenuine(header, "{}", "secret", now + 60)).to.equal(true);
    expect(isGenuine(header, "{ }", "secret", now)).to.equal(false);
    expect(isGenuine(header, "{}", "other", now)).to.equal(false);
    expect(isGenuine(header, "{}", "secret", now + 3_600)).to.equal(false);
    expect(isGenuine(header.replace(/t=\d+/, `t=${now + 60}`), "{}", "secret", now)).to.equal(false);
    expect(isGenuine("", "{}", "secret", now)).to.equal(false);
    const both = signatureOf("{}", { tokens: ["new", "secret"], at });
    expect(["new", "secret", "other"].map((secret) => isGenuine(both, "{}", secret, now))).to.deep.equal([true, true, false]);
  });
});
