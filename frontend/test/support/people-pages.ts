import { callHashOf } from "@waybill/protocol/access/call-hash";
import type { Page } from "playwright-core";
import { parseTransaction, type TransactionSerializedEIP1559 } from "viem";
import { WELL, type NodeAnswers } from "../fixtures/paying-node.ts";
import type { Answer, Stage } from "./browser.ts";
import { openConsole } from "./console.ts";
import { People } from "./people-server.ts";
import { ACCOUNT } from "./supplier.ts";

const WORD = "0".repeat(63);
/** What `canCall` answers: at once, or after an hour. */
export const [AT_ONCE, AFTER_AN_HOUR] = [`0x${WORD}1${WORD}0`, `0x${WORD}0${(3_600).toString(16).padStart(64, "0")}`];

export async function connect(page: Page): Promise<void> {
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Connect/ })
    .click();
  await page.getByRole("button", { name: "Demonstration wallet" }).click();
  await page.getByRole("button", { name: "The operator" }).click();
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Wallet/ })
    .waitFor();
}

/** What is noted of the transaction that was sent. */
export function sentBy({ raws }: People): { wallet: string; call: string } {
  const { to, data } = parseTransaction(raws[0] as TransactionSerializedEIP1559);
  return { wallet: ACCOUNT, call: callHashOf({ to: to ?? "0x", data: data ?? "0x" }) };
}

export async function prove(page: Page): Promise<void> {
  await page.getByLabel("Password").fill("correct horse battery staple");
  await page.getByRole("button", { name: "Prove that it is you" }).click();
}

/** A page of the console with a server that knows people and organisations, beside a node. */
export async function openPeople(
  stage: Stage,
  path: string,
  node: NodeAnswers = { ...WELL, eth_call: AT_ONCE },
  role: "admin" | "auditor" = "admin",
  more: Record<string, Answer> = {},
  size: { width?: number } = {},
) {
  const server = new People();
  server.role = role;
  const { page, complaints } = await openConsole(stage, server, { ...server.answersWith(stage, node), ...more }, size);
  await page.goto(path);
  return { page, server, complaints };
}
