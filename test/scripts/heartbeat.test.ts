import { expect } from "chai";
import { createHeartbeat } from "../../scripts/start/chain-keeper.ts";
import type { Anvil } from "../../scripts/services/anvil.ts";
import { mine, sendSomething, startAnvil } from "../support/anvil.ts";

describe("the heartbeat of the development chain", () => {
  let anvil: Anvil;
  let now = 0;
  /** Looks at the chain once, a while after the last look. */
  async function look(beat: ReturnType<typeof createHeartbeat>, afterMilliseconds: number): Promise<number> {
    now += afterMilliseconds;
    const { number, hash } = (await anvil.rpc("eth_getBlockByNumber", ["latest", false])) as { number: string; hash: string };
    await beat({ number: Number(number), hash });
    return Number(await anvil.rpc("eth_blockNumber"));
  }
  const send = () => sendSomething(anvil.url);

  beforeEach(async () => {
    anvil = await startAnvil();
  });
  afterEach(() => anvil.stop());

  it("beats until the last transaction is final, and then rests", async () => {
    const beat = createHeartbeat(anvil.url, () => now);
    await send();
    expect(await look(beat, 0), "not at once").to.equal(1);
    expect(await look(beat, 2_000)).to.equal(2);
    expect(await look(beat, 100), "it has just beaten").to.equal(2);
    expect(await look(beat, 2_000)).to.equal(3);
    for (let turn = 0; turn < 3; turn++) expect(await look(beat, 60_000), "an idle chain does not grow").to.equal(3);
    expect(await anvil.rpc("eth_getBlockByNumber", ["finalized", false])).to.include({ number: "0x1" });
  });

  it("begins again with the next transaction", async () => {
    const beat = createHeartbeat(anvil.url, () => now);
    await send();
    for (let turn = 0; turn < 4; turn++) await look(beat, 2_000);
    await send();
    await look(beat, 0);
    expect(await look(beat, 2_000)).to.equal(5);
  });

  it("notices a transaction that came before it did", async () => {
    await send();
    const beat = createHeartbeat(anvil.url, () => now);
    await look(beat, 0);
    expect(await look(beat, 2_000)).to.equal(2);
  });

  it("leaves a chain of empty blocks alone", async () => {
    await mine(anvil, 5);
    const beat = createHeartbeat(anvil.url, () => now);
    await look(beat, 0);
    expect(await look(beat, 60_000)).to.equal(5);
  });
});
