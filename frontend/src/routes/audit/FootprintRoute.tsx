import { useLocation } from "@tanstack/react-router";
import { FootprintPage } from "../../features/footprint/FootprintPage.tsx";
import { subjectOfPath } from "../../lib/subject.ts";
import { footprintRoute } from "./routes.tsx";

export function FootprintRoute() {
  const { pathname } = useLocation();
  const { kept } = footprintRoute.useSearch();
  return <FootprintPage key={`${pathname} ${kept ?? ""}`} subject={subjectOfPath(pathname.slice("/footprint".length))} kept={kept} />;
}
