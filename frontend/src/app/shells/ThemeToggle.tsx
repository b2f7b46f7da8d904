import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { useText } from "../../lib/i18n/text.tsx";
import { applyTheme, currentTheme, type Theme } from "../../lib/theme.ts";
import { Button } from "../../ui/Button.tsx";

const NEXT: Record<Theme, Theme> = { system: "dark", dark: "light", light: "system" };
const ICON = { system: Monitor, dark: Moon, light: Sun };

/** Goes round: as the system, dark, light. */
export function ThemeToggle() {
  const t = useText();
  const [theme, setTheme] = useState(currentTheme);
  const Icon = ICON[theme];
  const label = t("app.theme", { theme });
  return (
    <Button
      look="quiet"
      size="icon"
      aria-label={label}
      title={label}
      onClick={() => {
        applyTheme(NEXT[theme]);
        setTheme(NEXT[theme]);
      }}
    >
      <Icon aria-hidden />
    </Button>
  );
}
