import { stringifyLossless, type Json } from "../../src/hashing/lossless-json.ts";
import { ROLE } from "../../src/typed-data/roles.ts";
import type { Trusted } from "../../src/verify/run.ts";
import type { Step } from "../../src/verify/verdict.ts";
import { DRESSING, harvested, mixed, packed, SALAD, shipped } from "./events.ts";
import { FakeChain } from "./fake-chain.ts";
import type { PlainJson } from "./mutations.ts";
import { FakeService, type Statement } from "./service.ts";

/** A salad's way from two harvests to a shipped pallet, all signed, anchored in three batches and final. */
export interface Scene {
  chain: FakeChain;
  service: FakeService;
  trusted: Trusted;
  statements: { lettuce: Statement; dressing: Statement; salad: Statement; packing: Statement; shipping: Statement };
}

export async function createScene(): Promise<Scene> {
  const chain = new FakeChain();
  const service = await FakeService.start(chain);
  await service.enrol("Farm");
  await service.enrol("Kitchen", ROLE.processor);
  const lettuce = await service.sign(harvested(), "Farm");
  const dressing = await service.sign(harvested(DRESSING), "Farm");
  await service.anchor(lettuce, dressing);
  const salad = await service.sign(mixed(), "Kitchen");
  await service.anchor(salad);
  const packing = await service.sign(packed(), "Kitchen");
  const shipping = await service.sign(shipped(), "Kitchen");
  await service.anchor(packing, shipping);
  chain.finalise();
  const trusted = { chainId: chain.chainId, supplyChain: chain.supplyChain };
  return { chain, service, trusted, statements: { lettuce, dressing, salad, packing, shipping } };
}

export const SCENE_SUBJECT = SALAD;

/** Bundle text as it is exchanged. */
export function textOf(bundle: object): string {
  return stringifyLossless(bundle as unknown as Json);
}

export function plainOf(bundle: object): PlainJson {
  return JSON.parse(textOf(bundle)) as PlainJson;
}

/** Status and reason of one step of a verdict. */
export function stepIn<Id extends string>(verdict: { steps: readonly Step<Id>[] }, id: Id): Step<Id> {
  const step = verdict.steps.find((candidate) => candidate.id === id);
  if (step === undefined) throw new Error(`no step ${id}`);
  return step;
}

/** Steps that did not pass, as "id: status". */
export function troubleIn(verdict: { steps: readonly Step<string>[] }): string[] {
  return verdict.steps.filter(({ status }) => status !== "passed").map(({ id, status }) => `${id}: ${status}`);
}
