import type { DeliveryAddress } from "@waybill/protocol/schemas/api/orders";
import type {
  ForgetAnswer,
  InstructionAnswer,
  ShipmentInstruction,
  WarehouseMessage,
  WithdrawalAnswer,
} from "@waybill/protocol/schemas/warehouse/instructions";
import type { WarehouseTerms } from "@waybill/protocol/schemas/warehouse/registration";
import type { Ctx } from "../../platform/context.ts";

type Of<Kind extends WarehouseMessage["kind"]> = Extract<WarehouseMessage, { kind: Kind }>;

/**
 * Hears what warehouses tell about shipments, each message once and in its order, and what becomes of warehouses; in the transaction in which it is taken. What it throws undoes
 * that: the same message comes again.
 */
export interface ShipmentListener {
  /** Whether the goods may leave. */
  packed(ctx: Ctx, warehouse: string, message: Of<"packed">): Promise<"go" | "stale">;
  short(ctx: Ctx, warehouse: string, message: Of<"short">): Promise<void>;
  shipped(ctx: Ctx, warehouse: string, message: Of<"shipped">): Promise<void>;
  proven(ctx: Ctx, warehouse: string, message: Of<"proven">): Promise<void>;
  /** It is taken for dead: what it has not packed is to be sent from elsewhere. */
  goneAway(ctx: Ctx, warehouse: string): Promise<void>;
  /** It is well again, with the database that it is known by: what it was not told can be said now. */
  cameBack(ctx: Ctx, warehouse: string): Promise<void>;
  /** It has another database from now on, and nobody there knows what it was told before. */
  lost(ctx: Ctx, warehouse: string): Promise<void>;
  /** It was removed: what it was not let go of is to be sent from elsewhere, and of the rest somebody has to say whether it has left. */
  removed(ctx: Ctx, warehouse: string): Promise<void>;
  /** How much it is to ship now. */
  underWay(ctx: Pick<Ctx, "tx">, warehouse: string): Promise<UnderWay>;
  /** More of these goods are reserved there than it has. @param missing pieces of one lot */
  shortOf(ctx: Ctx, warehouse: string, gtin: string, missing: number): Promise<void>;
}

/** Orders of which a warehouse is to ship something, and how many pieces: those that can be planned anew, and those that it was let go of. */
export interface UnderWay {
  orders: number;
  pieces: number;
  letGo: number;
}

/** A warehouse as whoever plans needs it. */
export interface RoutableWarehouse {
  id: string;
  country: string;
  latitude: number;
  longitude: number;
  terms: WarehouseTerms;
  /** Taken for dead, removed, or with a database that nobody has accepted. */
  isAway: boolean;
  /** When it was removed: nothing that it has is there for orders any more. */
  removedAt: Date | null;
  /** Nothing new is to be sent there. */
  isPaused: boolean;
}

/** What is asked of a warehouse about one fulfilment order. */
export interface Instruction {
  /** Of the fulfilment order. */
  id: string;
  fence: number;
  order: string;
  goods: ShipmentInstruction["goods"];
  delivery: DeliveryAddress;
}

/** The warehouses, as orders need them. Words to one may be said again: the same word gets the same answer. */
export interface Warehouses {
  list(ctx: Pick<Ctx, "tx">): Promise<RoutableWarehouse[]>;
  /** @throws {WarehouseUnreachable} when it gives no usable answer: ask again @throws {WarehouseRefused} for what it has heard newer words about */
  instruct(warehouse: string, instruction: Instruction): Promise<InstructionAnswer>;
  /** @throws as `instruct` */
  withdraw(warehouse: string, shipment: { id: string; fence: number }): Promise<WithdrawalAnswer>;
  /** Where it went is nobody's business any more. @throws {WarehouseUnreachable} or {WarehouseRefused}, also while it is under way: say it again */
  forget(warehouse: string, shipment: string): Promise<ForgetAnswer>;
}
