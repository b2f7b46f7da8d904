/** Who asks a warehouse for something: nobody who is known, the shop, its staff, and those of them who lead. */
export type WarehouseRole = "anybody" | "shop" | "staff" | "lead";

const FLOOR = ["staff", "lead"] as const;

/** Who may do what in a warehouse: all there is. Leads are named beside the staff, so that each row can be read alone. */
export const WAREHOUSE_PERMISSIONS = {
  "system:read": ["anybody", "shop", "staff", "lead"],
  "health:read": ["anybody", "shop", "staff", "lead"],
  "inventory:read": ["shop", "staff", "lead"],
  "shipments:instruct": ["shop"],
  "shipments:withdraw": ["shop"],
  "shipments:forget": ["shop"],
  "floor:read": FLOOR,
  "tasks:take": FLOOR,
  "goods:receive": FLOOR,
  "goods:put-away": FLOOR,
  "goods:count": FLOOR,
  "goods:damage": FLOOR,
  "shipments:pick": FLOOR,
  "shipments:pack": FLOOR,
  "shipments:ship": FLOOR,
  "bins:make": ["lead"],
  "staff:read": ["lead"],
  "staff:add": ["lead"],
  "staff:end": ["lead"],
  "staff:lead": ["lead"],
  "devices:read": ["lead"],
  "devices:add": ["lead"],
  "devices:end": ["lead"],
  // By a code that a lead has made, or whoever runs the program.
  "devices:enrol": ["anybody", "shop", "staff", "lead"],
} as const satisfies Readonly<Record<string, readonly WarehouseRole[]>>;

export type WarehouseAct = keyof typeof WAREHOUSE_PERMISSIONS;

export function mayDo(role: WarehouseRole, act: WarehouseAct): boolean {
  return (WAREHOUSE_PERMISSIONS[act] as readonly WarehouseRole[]).includes(role);
}

/** Whether an act decides about people and devices: who is refused it stands in the log. */
export function isAdministration(act: WarehouseAct): boolean {
  return act.startsWith("staff:") || act.startsWith("devices:");
}
