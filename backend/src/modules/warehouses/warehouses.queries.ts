export type { Instruction, Lack, RoutableWarehouse, ShipmentListener, Warehouses } from "./warehouses.ports.ts";
