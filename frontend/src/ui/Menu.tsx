import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";

export interface MenuEntry {
  key: string;
  label: ReactNode;
  icon?: ReactNode;
  href?: string;
  onSelect?: () => void;
}

const item =
  "flex min-h-10 cursor-pointer items-center gap-2.5 rounded-md px-3 py-1.5 no-underline outline-none data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:text-muted";

/** Actions behind a button. */
export function Menu({ trigger, entries }: { trigger: ReactElement<Record<string, unknown>>; entries: readonly MenuEntry[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-60">
          <Base.Popup className="min-w-48 rounded-lg border border-line bg-surface p-1 shadow-xl outline-none">
            {entries.map(({ key, label, icon, href, onSelect }) =>
              href === undefined ? (
                <Base.Item key={key} className={item} onClick={onSelect}>
                  {icon}
                  {label}
                </Base.Item>
              ) : (
                <Base.LinkItem key={key} className={item} href={href} closeOnClick>
                  {icon}
                  {label}
                </Base.LinkItem>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
