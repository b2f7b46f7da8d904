import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useText } from "../../lib/i18n/text.tsx";
import { applyTheme, currentTheme, onThemeChange, type Theme } from "../../lib/theme.ts";
import { Button } from "../../ui/Button.tsx";

const NEXT: Record<Theme, Theme> = { system: "dark", dark: "light", light: "system" };
const ICON = { system: Monitor, dark: Moon, light: Sun };

/** Goes round: as the system, dark, light. */
export function ThemeToggle() {
  const t = useText();
  // A page that the server drew knows nobody's choice.
  const theme = useSyncExternalStore<Theme>(onThemeChange, currentTheme, () => "system");
  const Icon = ICON[theme];
  const label = t("app.theme", { theme });
  return (
    <Button look="quiet" size="icon" aria-label={label} title={label} onClick={() => applyTheme(NEXT[theme])}>
      <Icon aria-hidden />
    </Button>
  );
}
