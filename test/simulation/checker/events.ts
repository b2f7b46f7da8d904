import { type EventFragment, toBeHex } from "ethers";
import { CONTRACT } from "./abi.ts";

/** An event of the contract; addresses in lower case. */
export interface ContractEvent {
  name: string;
  args: Readonly<Record<string, string | bigint>>;
}

const FRAGMENTS = new Map<string, EventFragment>();
CONTRACT.forEachEvent((fragment) => FRAGMENTS.set(fragment.topicHash, fragment));
const TOPICS = new Map([...FRAGMENTS].map(([topic, { name }]) => [name, topic]));

/** The event in a log; undefined for a topic that the contract's list does not have. Every member of ours takes one word. */
export function eventOf({ topics, data }: { topics: readonly string[]; data: string }): ContractEvent | undefined {
  const fragment = FRAGMENTS.get(topics[0] ?? "");
  if (!fragment) return undefined;
  const args: Record<string, string | bigint> = {};
  let [topic, word] = [1, 0];
  for (const { name, type, indexed } of fragment.inputs)
    args[name] = valueOf(type, indexed ? (topics[topic++] ?? "0x").slice(2) : data.slice(2 + 64 * word, 66 + 64 * word++));
  return { name: fragment.name, args };
}

/** Signature hash of an event. */
export function topicOf(name: string): string {
  return TOPICS.get(name) ?? "";
}

/** Topics and data of an event, for a chain that is only modelled. */
export function logOf(name: string, values: readonly (string | number)[]): { topics: string[]; data: string } {
  const topic = TOPICS.get(name) ?? "";
  const inputs = FRAGMENTS.get(topic)?.inputs ?? [];
  const words = inputs.map(({ type, indexed }, index) => ({ indexed, word: wordOf(type, values[index] ?? 0) }));
  return {
    topics: [topic, ...words.filter(({ indexed }) => indexed).map(({ word }) => `0x${word}`)],
    data: `0x${words.flatMap(({ indexed, word }) => (indexed ? [] : [word])).join("")}`,
  };
}

function valueOf(type: string, word: string): string | bigint {
  if (type === "address") return `0x${word.slice(24)}`;
  const bytes = /^bytes(\d+)$/.exec(type)?.[1];
  return bytes === undefined ? BigInt(`0x${word}`) : `0x${word.slice(0, 2 * Number(bytes))}`;
}

function wordOf(type: string, value: string | number): string {
  if (type.startsWith("bytes")) return String(value).slice(2).padEnd(64, "0");
  return toBeHex(value, 32).slice(2);
}
