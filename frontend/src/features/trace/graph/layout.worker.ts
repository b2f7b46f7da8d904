import type { DrawnPart } from "../model/fold.ts";
import { layoutOf } from "./layout.ts";

self.addEventListener("message", ({ data }: MessageEvent<DrawnPart>) => self.postMessage(layoutOf(data)));
