import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";

/** An order that some of the goods are meant for, and that has not been delivered on. */
export interface OpenOrder {
  /** As its parties know it. */
  order: string;
  subject: Subject;
  /** Who said so, when, and by which event; nulls where something else than an event says it. */
  account: Address;
  commitment: Hex32 | null;
  eventHash: Hex32 | null;
  eventTime: Date;
}

/** Whoever knows of orders. Events do; so may a module that keeps orders itself. */
export interface OrderSource {
  openOrdersOf(ctx: Pick<Ctx, "tx">, subjects: readonly string[]): Promise<OpenOrder[]>;
}
