import { expect } from "chai";
import type { LookupAddress } from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { checkDestination, ForbiddenDestination, guardedLookup } from "../../../src/platform/outbound/destination.ts";
import { post } from "../../../src/platform/outbound/post.ts";
import { isPublicAddress } from "../../../src/platform/outbound/public-address.ts";

describe("an address that a stranger wants called", () => {
  it("is public only outside of all special-purpose blocks, however it is written", () => {
    for (const address of ["8.8.8.8", "1.1.1.1", "172.32.0.1", "192.169.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1"])
      expect(isPublicAddress(address), address).to.equal(true);
    const special = [
      "0.0.0.0",
      "10.1.2.3",
      "100.64.0.1",
      "127.0.0.1",
      "127.255.0.9",
      "169.254.169.254",
      "172.16.0.1",
      "172.31.9.9",
      "192.0.0.1",
    ];
    special.push("192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255");
    special.push("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "fc00::1", "fd12::1", "fe80::1", "ff02::1");
    special.push("2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "localhost", "");
    for (const address of special) expect(isPublicAddress(address), address).to.equal(false);
  });

  it("is https and public in production, and anything over HTTP in development; never with a password", () => {
    const good = ["https://example.com/x", "https://8.8.8.8/", "https://[2606:4700::1111]:8443/"];
    for (const url of good) expect(checkDestination(url, "production"), url).to.equal(undefined);
    const bad = [
      "http://example.com/",
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://2130706433/",
      "https://0x7f.1/",
      "https://[::ffff:10.0.0.1]/",
    ];
    bad.push(
      "https://169.254.169.254/latest",
      "ftp://example.com/",
      "example.com",
      "",
      "https://me@example.com/",
      "https://:x@example.com/",
    );
    bad.push("https://example.com:22/", "https://example.com:5432/", "https://example.com:80/", "https://[::ffff:a9fe:a9fe]/");
    bad.push("https://[64:ff9b::a00:1]/", "https://0177.0.0.1/", "https://127.1/", "https://①②⑦.0.0.1/");
    for (const url of bad) expect(checkDestination(url, "production"), url).to.be.a("string");
    for (const url of ["http://127.0.0.1:3000/", "http://localhost/"])
      expect(checkDestination(url, "development"), url).to.equal(undefined);
    for (const url of ["file:///etc/passwd", "http://me:x@localhost/"]) expect(checkDestination(url, "development"), url).to.be.a("string");
  });

  const resolving = (...addresses: LookupAddress[]) =>
    ((_hostname: string, _options: object, callback: (error: null, found: LookupAddress[]) => void) => callback(null, addresses)) as never;
  const lookUp = (mode: "production" | "development", all: boolean, ...addresses: LookupAddress[]) =>
    new Promise((resolve, reject) => {
      guardedLookup(mode, resolving(...addresses))("rebinding.example.com", { all }, (error, address) =>
        error ? reject(error) : resolve(address),
      );
    });
  const [outside, inside] = [
    { address: "8.8.8.8", family: 4 },
    { address: "10.0.0.1", family: 4 },
  ];

  it("is connected to only when every address that its name leads to is public", async () => {
    expect(await lookUp("production", true, outside)).to.deep.equal([outside]);
    expect(await lookUp("production", false, outside)).to.equal("8.8.8.8");
    expect(await lookUp("development", false, inside)).to.equal("10.0.0.1");
    for (const all of [true, false])
      for (const found of [[inside], [outside, inside], []])
        expect(await lookUp("production", all, ...found).catch((error: unknown) => error)).to.be.instanceOf(ForbiddenDestination);
  });

  it("that is forbidden is not connected to, and one that redirects is not followed", async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests++;
      response.writeHead(307, { Location: "/elsewhere" }).end("x".repeat(10_000));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const to = (url: string, mode: "production" | "development") =>
      post({ url, mode, headers: {}, body: "{}", timeoutMilliseconds: 20_000 });
    for (const url of [`http://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`, `https://localhost:${port}/`])
      expect(await to(url, "production").catch((error: unknown) => error)).to.be.instanceOf(ForbiddenDestination);
    expect(requests).to.equal(0);
    const answer = await to(`http://localhost:${port}/`, "development");
    expect(answer.status).to.equal(307);
    expect(answer.text).to.equal("x".repeat(2_048));
    expect(requests).to.equal(1);
    await new Promise((resolve) => server.close(resolve));
  });
});
