import type { Warehouses } from "./orders.ports.ts";

/** Of an installation whose goods are all at places without a program. */
export const NO_WAREHOUSES: Warehouses = {
  list: async () => [],
  instruct: (warehouse) => Promise.reject(new Error(`there is no program of ${warehouse} here`)),
  withdraw: (warehouse) => Promise.reject(new Error(`there is no program of ${warehouse} here`)),
  forget: (warehouse) => Promise.reject(new Error(`there is no program of ${warehouse} here`)),
};
