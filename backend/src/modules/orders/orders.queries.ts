export { createFulfilment } from "./fulfilment/create-fulfilment.ts";
export type { FulfilmentInstruction, RoutableWarehouse, ShipmentListener, Warehouses } from "./orders.ports.ts";
