import {
  deviceView,
  floorCaller,
  logView,
  scanView,
  shelfView,
  shipmentLine,
  shipmentView,
  staffView,
  taskView,
  type ScanView,
} from "@waybill/protocol/schemas/warehouse/floor";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { read } from "./ask.ts";
import { useUntold } from "./floor-news.ts";

/** While nothing tells of changes. Each question has a password checked: they are few. */
const TASKS_MILLISECONDS = 10_000;
const SHIPMENTS_MILLISECONDS = 15_000;
const WAITING_MILLISECONDS = 3_000;

const itemsOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) });
export const caller = floorCaller;
export const logPage = z.object({ items: z.array(logView), next: z.string().nullable() });

export function useMe() {
  return useQuery({ queryKey: ["me"], queryFn: ({ signal }) => read("me", floorCaller, { signal }) });
}

export function useTasks() {
  const refetchInterval = useUntold(TASKS_MILLISECONDS);
  return useQuery({
    queryKey: ["tasks"],
    queryFn: async ({ signal }) => (await read("tasks", itemsOf(taskView), { signal })).items,
    refetchInterval,
  });
}

export function useShipments() {
  const refetchInterval = useUntold(SHIPMENTS_MILLISECONDS);
  return useQuery({
    queryKey: ["shipments"],
    queryFn: async ({ signal }) => (await read("shipments", itemsOf(shipmentLine), { signal })).items,
    refetchInterval,
  });
}

/** A shipment; asked for again while somebody else moves it on. */
export function useShipment(id: string | null) {
  const [waiting, other] = [useUntold(WAITING_MILLISECONDS), useUntold(SHIPMENTS_MILLISECONDS)];
  return useQuery({
    queryKey: ["shipments", id],
    enabled: id !== null,
    queryFn: ({ signal }) => read(`shipments/${encodeURIComponent(id ?? "")}`, shipmentView, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === "packed" ? waiting : other),
  });
}

export function useShelves() {
  return useQuery({
    queryKey: ["shelves"],
    queryFn: async ({ signal }) => (await read("stock", itemsOf(shelfView), { signal })).items,
  });
}

/** For leads. */
export function useStaff() {
  return useQuery({
    queryKey: ["staff"],
    queryFn: async ({ signal }) => (await read("staff", itemsOf(staffView), { signal })).items,
  });
}

/** For leads; asked for again, as a new device shows up when its code was written there. */
export function useDevices() {
  const refetchInterval = useUntold(TASKS_MILLISECONDS);
  return useQuery({
    queryKey: ["devices"],
    queryFn: async ({ signal }) => (await read("devices", itemsOf(deviceView), { signal })).items,
    refetchInterval,
  });
}

/** What a code names. */
export function lookUp(code: string): Promise<ScanView> {
  return read(`scans/${encodeURIComponent(code)}`, scanView);
}
