import { encodeAbiParameters, encodeEventTopics } from "viem/utils";
import { accessManagerAbi } from "../../src/abi/access-manager.ts";

export const MANAGER = `0x${"aa".repeat(20)}`;

/** A log of an AccessManager as a node tells it. */
export interface AccessLog {
  address: string;
  topics: unknown;
  data: string;
  blockNumber: string;
  blockHash: string;
  transactionHash: string;
}

export function accessLog(eventName: string, args: Record<string, unknown>): AccessLog {
  const event = accessManagerAbi.find((one) => one.type === "event" && one.name === eventName);
  if (event?.type !== "event") throw new Error(`there is no ${eventName}`);
  const open = event.inputs.filter(({ indexed }) => !indexed);
  return {
    address: MANAGER,
    topics: encodeEventTopics({ abi: accessManagerAbi, eventName, args } as never),
    data: encodeAbiParameters(open, open.map(({ name }) => args[name]) as never),
    ...{ blockNumber: "0x1", blockHash: `0x${"1".repeat(64)}`, transactionHash: `0x${"2".repeat(64)}` },
  };
}

export function roleGranted(roleId: bigint, account: string, { delay = 0, since = 10 } = {}): AccessLog {
  return accessLog("RoleGranted", { roleId, account, delay, since, newMember: true });
}
