import { expect } from "chai";
import { dataLength } from "ethers";
import { readArtifact } from "../../scripts/deployment/artifacts.ts";
import { expectSnapshot } from "./support/snapshot.ts";

// EIP-170.
const LIMIT = 24_576;

describe("code size", () => {
  it("stays under the limit of EIP-170, and where it was", async () => {
    const sizes = await Promise.all(
      (["SupplyChain", "CarbonToken", "AccessManager"] as const).map(async (name) => {
        const value = dataLength((await readArtifact(name)).deployedBytecode);
        expect(value, name).to.be.at.most(LIMIT);
        return [name, { value, unit: "bytes", limit: LIMIT }] as const;
      }),
    );
    await expectSnapshot("code-size", Object.fromEntries(sizes));
  });
});
