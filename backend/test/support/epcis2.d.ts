/** As much of the client by EVRYTHNG (epcis2.js 2.7) as its test calls; the package has no types of its own. */
declare module "epcis2.js" {
  interface Settings {
    apiUrl?: string;
    headers?: Record<string, string>;
  }
  export class ObjectEvent {
    constructor(fields?: Record<string, unknown>);
    setEventTime(time: string): this;
    setEventTimeZoneOffset(offset: string): this;
    setAction(action: string): this;
    setBizStep(step: string): this;
    addEPC(epc: string): this;
  }
  export class EPCISDocument {
    constructor(document?: Record<string, unknown>);
    setCreationDate(time: string): this;
    addEvent(event: ObjectEvent): this;
  }
  /** Asks for a capture job again and again. */
  export class CaptureResponse {
    constructor(response: Response);
    pollForTheCaptureToFinish(polls?: number, milliseconds?: number, settings?: Settings): Promise<void>;
    getSuccessStatus(): boolean;
    getErrors(): unknown[];
  }
  export function setup(settings: Settings): void;
  export function capture(document: EPCISDocument, settings?: Settings): Promise<Response>;
}
