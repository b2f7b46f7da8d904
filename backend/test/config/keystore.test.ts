import { expect } from "chai";
import { encryptKeystoreJson, Wallet } from "ethers";
import { decryptKeystore, KeystoreError } from "../../src/config/keystore.ts";

interface Vector {
  kdf: string;
  kdfparams: Record<string, unknown>;
  iv: string;
  ciphertext: string;
  mac: string;
  password: string;
  secret: string;
}

/** The definition's own vector, and two of go-ethereum for keys whose leading zeros were left out. */
const VECTORS: Vector[] = [
  {
    kdf: "pbkdf2",
    kdfparams: { c: 262144, dklen: 32, prf: "hmac-sha256", salt: "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd" },
    iv: "6087dab2f9fdbbfaddc31a909735c1e6",
    ciphertext: "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
    mac: "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2",
    password: "testpassword",
    secret: "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d",
  },
  {
    kdf: "scrypt",
    kdfparams: { dklen: 32, n: 2, p: 1, r: 8, salt: "711f816911c92d649fb4c84b047915679933555030b3552c1212609b38208c63" },
    iv: "e0c41130a323adc1446fc82f724bca2f",
    ciphertext: "9517cd5bdbe69076f9bf5057248c6c050141e970efa36ce53692d5d59a3984",
    mac: "d5e116151c6aa71470e67a7d42c9620c75c4d23229847dcc127794f0732b0db5",
    password: "foo",
    secret: "00fa7b3db73dc7dfdf8c5fbdb796d741e4488628c41fc4febd9160a866ba0f35",
  },
  {
    kdf: "scrypt",
    kdfparams: { dklen: 32, n: 2, p: 1, r: 8, salt: "d0769e608fb86cda848065642a9c6fa046845c928175662b8e356c77f914cd3b" },
    iv: "3ca92af36ad7c2cd92454c59cea5ef00",
    ciphertext: "108b7d34f3442fc26ab1ab90ca91476ba6bfa8c00975a49ef9051dc675aa",
    mac: "75d0e6759f7b3cefa319c3be41680ab6beea7d8328653474bd06706d4cc67420",
    password: "foo",
    secret: "000081c29e8142bb6a81bef5a92bda7a8328a5c85bb2f9542e76f9b0f94fc018",
  },
];

function fileOf({ kdf, kdfparams, iv, ciphertext, mac }: Vector, change: object = {}, name = "crypto"): string {
  const crypto = { cipher: "aes-128-ctr", cipherparams: { iv }, ciphertext, kdf, kdfparams, mac, ...change };
  return JSON.stringify({ [name]: crypto, id: "3198bc9c-6672-5ab3-d995-4942343ae5b6", version: 3 });
}

const [PBKDF2, SCRYPT] = VECTORS as [Vector, Vector];

describe("an encrypted keystore", () => {
  for (const [index, vector] of VECTORS.entries()) {
    it(`gives its key for its password (public vector ${index}, ${vector.kdf})`, () => {
      expect(decryptKeystore(fileOf(vector), vector.password)).to.equal(`0x${vector.secret}`);
    });
  }

  it("made by another library opens with geth's own settings", async () => {
    const wallet = new Wallet(`0x${"5e".repeat(32)}`);
    const text = await encryptKeystoreJson(wallet, "a long password", { scrypt: { N: 4096, r: 8, p: 6 } });
    expect(decryptKeystore(text, "a long password")).to.equal(wallet.privateKey);
  });

  it("may call its members as older tools do", () => {
    expect(decryptKeystore(fileOf(SCRYPT, {}, "Crypto"), SCRYPT.password)).to.equal(`0x${SCRYPT.secret}`);
  });

  it("gives nothing for another password, or once a byte of it was changed", () => {
    const refused = "was encrypted with another password";
    expect(() => decryptKeystore(fileOf(PBKDF2), "Testpassword")).to.throw(KeystoreError, refused);
    const ciphertext = PBKDF2.ciphertext.replace(/^5/, "6");
    expect(() => decryptKeystore(fileOf(PBKDF2, { ciphertext }), PBKDF2.password)).to.throw(KeystoreError, refused);
  });

  it("is refused in production where passwords are tried at it too fast, whichever way it is encrypted", async () => {
    const strong = { isStrong: true };
    for (const vector of VECTORS)
      expect(() => decryptKeystore(fileOf(vector), vector.password, strong), vector.kdf).to.throw(
        KeystoreError,
        "too weakly for production",
      );
    const wallet = new Wallet(`0x${"5e".repeat(32)}`);
    const of = (settings: { N: number; r: number; p: number }) => encryptKeystoreJson(wallet, "long", { scrypt: settings });
    const weak = await of({ N: 65_536, r: 8, p: 1 });
    expect(() => decryptKeystore(weak, "long", strong)).to.throw(KeystoreError, "n 131072, r 8, p 1");
    expect(decryptKeystore(await of({ N: 131_072, r: 8, p: 1 }), "long", strong)).to.equal(wallet.privateKey);
  });

  it("is refused when it is none, asks for gigabytes, or for a scrypt that is none", () => {
    for (const text of ["", "{}", fileOf(PBKDF2).replace('"version":3', '"version":1')])
      expect(() => decryptKeystore(text, PBKDF2.password)).to.throw(KeystoreError, "is no keystore");
    const never = fileOf(PBKDF2, { kdfparams: { ...PBKDF2.kdfparams, c: 0 } });
    expect(() => decryptKeystore(never, PBKDF2.password)).to.throw(KeystoreError, "is no keystore");
    const scrypt = (n: number, r: number) => fileOf(SCRYPT, { kdfparams: { ...SCRYPT.kdfparams, n, r } });
    expect(() => decryptKeystore(scrypt(2 ** 24, 8), SCRYPT.password)).to.throw(KeystoreError, "more memory");
    expect(() => decryptKeystore(scrypt(2 ** 18, 1), SCRYPT.password)).to.throw(KeystoreError, "not allowed");
  });
});
