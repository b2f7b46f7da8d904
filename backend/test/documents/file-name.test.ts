import { expect } from "chai";
import { fittingName } from "../../src/modules/documents/upload/file-name.ts";

describe("names of documents", () => {
  it("end as files of that kind do, whatever they were sent under, and are not changed twice", () => {
    const names: [string, string, string][] = [
      ["photo.exe", "image/png", "photo.exe.png"],
      ["photo.PNG", "image/png", "photo.PNG"],
      ["photo.jpeg", "image/jpeg", "photo.jpeg"],
      ["report", "application/pdf", "report.pdf"],
      ["page.html", "text/plain", "page.html.txt"],
      ["picture.svg", "text/plain", "picture.svg.txt"],
      ["table.csv", "text/csv", "table.csv"],
      ["sealed.bin", "application/octet-stream", "sealed.bin"],
    ];
    for (const [name, type, fitting] of names) {
      expect(fittingName(name, type)).to.equal(fitting);
      expect(fittingName(fitting, type)).to.equal(fitting);
    }
  });
});
