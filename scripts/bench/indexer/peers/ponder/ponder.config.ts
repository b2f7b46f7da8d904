import { createConfig } from "ponder";
import { abi } from "./abi";

const { env } = process;
const fastest = {
  ...(env.BENCH_USE_WS === "1" ? { ws: env.BENCH_WS } : {}),
  ...(env.BENCH_POLL_MS ? { pollingInterval: Number(env.BENCH_POLL_MS) } : {}),
  ...(env.BENCH_DISABLE_CACHE === "1" ? { disableCache: true } : {}),
};

export default createConfig({
  database: { kind: "postgres", connectionString: env.DATABASE_URL! },
  chains: { bench: { id: Number(env.BENCH_CHAIN), rpc: env.BENCH_RPC!, ...fastest } },
  contracts: {
    EventAnchor: { chain: "bench", abi, address: env.BENCH_ADDRESS as `0x${string}`, startBlock: Number(env.BENCH_START_BLOCK) },
  },
});
