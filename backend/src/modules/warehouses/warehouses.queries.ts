export type { Instruction, RoutableWarehouse, ShipmentListener, UnderWay, Warehouses } from "./warehouses.ports.ts";
