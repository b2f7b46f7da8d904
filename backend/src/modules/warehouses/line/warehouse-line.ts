import {
  forgetAnswer,
  instructionAnswer,
  type ForgetAnswer,
  withdrawalAnswer,
  type InstructionAnswer,
  type WithdrawalAnswer,
} from "@waybill/protocol/schemas/warehouse/instructions";
import { rangesAnswer, type RangesAnswer } from "@waybill/protocol/schemas/warehouse/inventory";
import { warehouseHealth, type WarehouseHealth } from "@waybill/protocol/schemas/warehouse/registration";
import { type z } from "zod";
import type { App } from "../../../platform/app.ts";
import { ask, type OutboundAnswer, type Question } from "../../../platform/outbound/ask.ts";
import { warehouseToken } from "../../../config/warehouse-token.ts";
import type { Instruction } from "../warehouses.ports.ts";
import type { WarehouseRow } from "../warehouses.store.ts";
import type { Guard } from "./guard.ts";
import { WarehouseRefused, WarehouseUnreachable } from "./warehouse-unreachable.ts";

/** How long a warehouse may take for an answer. */
const TIMEOUT_MILLISECONDS = 5_000;
/** An instruction is held against the shelves: that takes longer than to be there. */
const WORK_TIMEOUT_MILLISECONDS = 10_000;
const MAX_ANSWER_BYTES = 256 * 1024;
/** Items of 128 nodes, each of the longest. */
const MAX_RANGES_BYTES = 4 * 1024 * 1024;
/** Answers that say as little as none: the same may be done later. */
const TRANSIENT = new Set([408, 425, 429]);

/** What the shop says to one warehouse, over HTTP. @throws {WarehouseUnreachable} or {WarehouseRefused} */
export interface WarehouseLine {
  health(): Promise<WarehouseHealth>;
  instruct(instruction: Instruction): Promise<InstructionAnswer>;
  withdraw(shipment: { id: string; fence: number }): Promise<WithdrawalAnswer>;
  forget(shipment: string): Promise<ForgetAnswer>;
  /** @param heard is told how many bytes the answer had */
  ranges(prefixes: readonly string[], heard?: (bytes: number) => void): Promise<RangesAnswer>;
}

type To = Pick<WarehouseRow, "id" | "url">;

export function openLine(app: Pick<App, "config">, { id, url }: To, guard: Guard): WarehouseLine {
  const { mode, warehouses } = app.config;
  const call = async <Schema extends z.ZodType>(
    { method, path, body, ...limits }: Pick<Question, "method"> & Partial<Question> & { path: string; body?: string },
    schema: Schema,
    heard?: (bytes: number) => void,
  ): Promise<z.output<Schema>> => {
    if (warehouses.secrets === null) throw new WarehouseRefused("This installation has no SERVICE_SECRET.", 401);
    const askWith = (secret: string) =>
      ask({
        method,
        url: `${url}${path}`,
        headers: {
          Accept: "application/json",
          Authorization: `Bearer ${warehouseToken(secret, id)}`,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body }),
        ...{ timeoutMilliseconds: TIMEOUT_MILLISECONDS, maxAnswerBytes: MAX_ANSWER_BYTES, ...limits },
        ...{ mode, ownHosts: warehouses.hosts },
      }).catch((error: unknown) => {
        throw new WarehouseUnreachable(error instanceof Error ? error.message : String(error), { cause: error });
      });
    const [newest, before] = warehouses.secrets.reveal();
    let answer = await askWith(newest);
    // It has not taken over the token of the newest yet; whoever refuses a token has done nothing.
    if (answer.status === 401 && before !== undefined) answer = await askWith(before);
    heard?.(Buffer.byteLength(answer.text));
    return readAnswer(answer, schema);
  };
  const shipment = (name: string) => `/shipments/${encodeURIComponent(name)}`;
  return {
    health: () => guard.run(() => call({ method: "GET", path: "/health" }, warehouseHealth), { isUrgent: true }),
    instruct: ({ id: name, fence, order, goods, delivery }) => {
      const body = JSON.stringify({ fence, order, goods, delivery });
      return guard.run(() =>
        call({ method: "PUT", path: shipment(name), body, timeoutMilliseconds: WORK_TIMEOUT_MILLISECONDS }, instructionAnswer),
      );
    },
    withdraw: ({ id: name, fence }) =>
      guard.run(() => call({ method: "POST", path: `${shipment(name)}/withdrawal`, body: JSON.stringify({ fence }) }, withdrawalAnswer)),
    forget: (name) => guard.run(() => call({ method: "POST", path: `${shipment(name)}/forget` }, forgetAnswer)),
    ranges: (prefixes, heard) =>
      guard.run(() =>
        call(
          { method: "POST", path: "/inventory/ranges", body: JSON.stringify({ prefixes }), maxAnswerBytes: MAX_RANGES_BYTES },
          rangesAnswer,
          heard,
        ),
      ),
  };
}

function readAnswer<Schema extends z.ZodType>({ status, text, isCut }: OutboundAnswer, schema: Schema): z.output<Schema> {
  if (status >= 500 || TRANSIENT.has(status)) throw new WarehouseUnreachable(`It answered ${status}: ${text.slice(0, 200)}`);
  if (status < 200 || status > 299) throw new WarehouseRefused(`It answered ${status}: ${text.slice(0, 200)}`, status);
  // It broke off on its way, or somebody else answers there.
  if (isCut) throw new WarehouseUnreachable("Its answer broke off.");
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) throw new WarehouseUnreachable("Its answer is not what a warehouse answers.");
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
