import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Interface, type InterfaceAbi, type JsonFragment } from "ethers";

const FILE = new URL("./EventAnchor.sol", import.meta.url);

export interface CompiledContract {
  abi: JsonFragment[];
  bytecode: string;
}

interface SolcOutput {
  errors?: { severity: string; formattedMessage: string }[];
  contracts: Record<string, Record<string, { abi: JsonFragment[]; evm: { bytecode: { object: string } } }>>;
}

let compiled: CompiledContract | undefined;

/** The contract whose events are indexed. Compiled here and not with the product's: it is no part of it. */
export function eventAnchor(): CompiledContract {
  return (compiled ??= compile());
}

function compile(): CompiledContract {
  const solc = createRequire(import.meta.url)("solc") as { compile(input: string): string };
  const input = {
    language: "Solidity",
    sources: { "EventAnchor.sol": { content: readFileSync(FILE, "utf8") } },
    settings: { optimizer: { enabled: true, runs: 1000 }, outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } } },
  };
  const { errors = [], contracts } = JSON.parse(solc.compile(JSON.stringify(input))) as SolcOutput;
  const found = contracts["EventAnchor.sol"]?.["EventAnchor"];
  if (!found) throw new Error(`EventAnchor.sol cannot be compiled:\n${errors.map(({ formattedMessage }) => formattedMessage).join("\n")}`);
  return { abi: found.abi, bytecode: `0x${found.evm.bytecode.object}` };
}

let made: Interface | undefined;

export function anchorInterface(): Interface {
  return (made ??= new Interface(eventAnchor().abi as InterfaceAbi));
}

/** First topic of every log that is indexed. */
export function anchoredTopic(): string {
  const event = anchorInterface().getEvent("EventAnchored");
  if (!event) throw new Error("EventAnchor has no event EventAnchored.");
  return event.topicHash;
}
