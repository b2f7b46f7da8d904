export type { Instruction, RoutableWarehouse, ShipmentListener, Warehouses } from "./warehouses.ports.ts";
