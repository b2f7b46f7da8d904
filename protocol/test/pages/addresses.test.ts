import { expect } from "chai";
import { findPage, PAGE_ADDRESSES } from "../../src/pages/addresses.ts";

describe("the addresses of the pages", () => {
  it("are found with what they name", () => {
    expect(findPage("/")).to.deep.equal({ address: "/", named: "" });
    expect(findPage("/anchors/7")).to.deep.equal({ address: "/anchors/$index", named: "7" });
    expect(findPage("/01/09506000134352/10/A%2FB")).to.deep.equal({ address: "/01/$", named: "09506000134352/10/A%2FB" });
    expect(findPage("/trace")).to.deep.equal({ address: "/trace/$", named: "" });
  });

  it("written out go before open ones, and count without a slash at the end and without regard to capitals", () => {
    expect(findPage("/supplier/events/new")?.address).to.equal("/supplier/events/new");
    expect(findPage("/supplier/events/0xab")?.address).to.equal("/supplier/events/$commitment");
    expect(findPage("/Chain/")?.address).to.equal("/chain");
  });

  it("are no others", () => {
    for (const path of ["/no/such/page", "/anchors/7/more", "/supplier/nothing", "/chain/x", "//", "/01x/1", "/wp-login.php"])
      expect(findPage(path), path).to.equal(undefined);
  });

  it("are each found by themselves", () => {
    for (const address of PAGE_ADDRESSES) expect(findPage(address.replace(/\$\w*/, "x"))?.address).to.equal(address);
  });
});
