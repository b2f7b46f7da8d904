export { createFulfilment } from "./fulfilment/create-fulfilment.ts";
export { forgetAtWarehouses } from "./fulfilment/forget-at-warehouses.ts";
export type { FulfilmentInstruction, RoutableWarehouse, ShipmentListener, Warehouses } from "./orders.ports.ts";
