import { eventStatementTypedData } from "@waybill/protocol/typed-data/event-statement";
import type { DemoWallet } from "@waybill/protocol/schemas/api/identity";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { expect } from "chai";
import { parseTransaction, recoverTransactionAddress, recoverTypedDataAddress, type Hex, type TransactionSerializedEIP1559 } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { createAskStore } from "../../src/features/demo-wallet/ask-store.ts";
import { createDemoProvider } from "../../src/features/demo-wallet/create-demo-provider.ts";

const KEYS = [`0x${"1".repeat(64)}`, `0x${"2".repeat(64)}`] as const;
const WALLETS = KEYS.map((privateKey) => ({
  account: privateKeyToAccount(privateKey).address,
  name: "Demo",
  privateKey,
})) as unknown as DemoWallet[];
const ACCOUNT = WALLETS[0]?.account ?? "";
const OTHER = WALLETS[1]?.account ?? "";
const WORD = `0x${"ab".repeat(32)}` as Hex32;
const TYPED_DATA = eventStatementTypedData(
  { chainId: 31337, supplyChain: `0x${"11".repeat(20)}` as Address },
  { content: { statement: "Observed", eventHash: WORD, contentDigest: WORD, salt: WORD }, fieldsRoot: WORD },
);

type Forward = Parameters<typeof createDemoProvider>[0]["forward"];

function start(forward: Forward = ({ method }) => Promise.resolve(`forwarded ${method}`)) {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
  const asks = createAskStore();
  const provider = createDemoProvider({
    chainId: 31337,
    wallets: WALLETS,
    asks,
    storage,
    forward,
  });
  return { asks, provider };
}

async function codeOf(request: Promise<unknown>): Promise<unknown> {
  return request.then(
    () => null,
    (error: { code?: number }) => error.code,
  );
}

async function connect({ asks, provider }: ReturnType<typeof start>, account = ACCOUNT) {
  const connected = provider.request({ method: "wallet_requestPermissions", params: [{ eth_accounts: {} }] });
  asks.answer(account);
  await connected;
}

describe("demonstration wallet", () => {
  it("shows no account before somebody has chosen one", async () => {
    expect(await start().provider.request({ method: "eth_accounts" })).to.deep.equal([]);
  });

  it("signs what the page showed, after asking, with the key of the chosen organisation", async () => {
    const wallet = start();
    await connect(wallet);
    const signing = wallet.provider.request({ method: "eth_signTypedData_v4", params: [ACCOUNT, JSON.stringify(TYPED_DATA)] });
    const question = wallet.asks.current();
    expect(question).to.include({ kind: "sign", account: ACCOUNT });
    wallet.asks.answer("yes");
    const signature = (await signing) as `0x${string}`;
    expect(await recoverTypedDataAddress({ ...TYPED_DATA, signature })).to.equal(ACCOUNT);
  });

  it("answers 4001 when refused, and asks again next time", async () => {
    const wallet = start();
    await connect(wallet);
    const refused = wallet.provider.request({ method: "eth_signTypedData_v4", params: [ACCOUNT, JSON.stringify(TYPED_DATA)] });
    wallet.asks.refuse();
    expect(await codeOf(refused)).to.equal(4001);
    expect(wallet.asks.current()).to.equal(null);
  });

  it("answers -32002 while a question is open", async () => {
    const wallet = start();
    await connect(wallet);
    const first = wallet.provider.request({ method: "eth_signTypedData_v4", params: [ACCOUNT, JSON.stringify(TYPED_DATA)] });
    expect(await codeOf(wallet.provider.request({ method: "personal_sign", params: ["0x00", ACCOUNT] }))).to.equal(-32002);
    wallet.asks.refuse();
    expect(await codeOf(first)).to.equal(4001);
  });

  it("does not sign for an account that is not the chosen one", async () => {
    const wallet = start();
    await connect(wallet);
    expect(await codeOf(wallet.provider.request({ method: "eth_signTypedData_v4", params: [OTHER, JSON.stringify(TYPED_DATA)] }))).to.equal(
      4100,
    );
  });

  it("tells the page when another organisation is chosen", async () => {
    const wallet = start();
    await connect(wallet);
    const told: unknown[] = [];
    wallet.provider.on("accountsChanged", (accounts) => told.push(accounts));
    await connect(wallet, OTHER);
    expect(told).to.deep.equal([[OTHER]]);
  });

  it("forgets the account when its permission is taken back", async () => {
    const wallet = start();
    await connect(wallet);
    await wallet.provider.request({ method: "wallet_revokePermissions" });
    expect(await wallet.provider.request({ method: "eth_accounts" })).to.deep.equal([]);
  });

  it("knows one chain, and passes questions about it on", async () => {
    const { provider } = start();
    expect(await provider.request({ method: "eth_chainId" })).to.equal("0x7a69");
    expect(await codeOf(provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId: "0x1" }] }))).to.equal(4902);
    expect(await provider.request({ method: "eth_blockNumber" })).to.equal("forwarded eth_blockNumber");
  });

  it("sends a transaction once somebody agreed, signed by the chosen account, with what the node says of nonce and price", async () => {
    const sent: Hex[] = [];
    const wallet = start(({ method, params }) => {
      if (method === "eth_sendRawTransaction") sent.push(params?.[0] as Hex);
      const answers: Record<string, string> = { eth_getTransactionCount: "0x3", eth_estimateGas: "0x5208", eth_gasPrice: "0x7" };
      return Promise.resolve(answers[method] ?? WORD);
    });
    await connect(wallet);
    const transaction = { from: ACCOUNT, to: `0x${"22".repeat(20)}`, data: "0x1234" };
    const ask = () => wallet.provider.request({ method: "eth_sendTransaction", params: [transaction] });
    const refused = codeOf(ask());
    wallet.asks.refuse();
    expect([await refused, sent]).to.deep.equal([4001, []]);
    const hash = ask();
    expect(wallet.asks.current()).to.deep.equal({ kind: "transaction", account: ACCOUNT, transaction });
    wallet.asks.answer("yes");
    expect(await hash).to.equal(WORD);
    const raw = sent[0] as TransactionSerializedEIP1559;
    expect(parseTransaction(raw)).to.include({ chainId: 31337, nonce: 3, gas: 21_000n, maxFeePerGas: 14n, data: "0x1234" });
    expect(await recoverTransactionAddress({ serializedTransaction: raw })).to.equal(ACCOUNT);
  });
});
